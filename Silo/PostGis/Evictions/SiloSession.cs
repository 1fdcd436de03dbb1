using System.Security.Cryptography;
using System.Text;

namespace GrupoGad.Silo.PostGis.Evictions;

/// <summary>Marks the sessions of a silo by the second word of their application name.</summary>
internal static class SiloSession
{
    /// <summary>PostgreSQL cuts the name at 63; before this comes the pool's.</summary>
    private const int LengthMax = 44;

    /// <summary>Address and generation, so that a silo that is started again is another one.</summary>
    public static string Name(SiloAddress silo)
    {
        var text = silo.ToParsableString();
        return text.Length <= LengthMax ? text : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..LengthMax];
    }
}
