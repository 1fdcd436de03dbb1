using GrupoGad.WebFrontend.Hosting;

namespace GrupoGad.WebFrontend.Identity;

/// <summary>The tokens that are believed: those of an OIDC issuer, or those signed with the installation's own key.</summary>
public sealed class IdentityOptions
{
    public const string Section = "Gad:Identity";

    /// <summary>Bytes of the HS256 key; less would be weaker than the hash.</summary>
    public const int KeyBytesMin = 32;

    /// <summary>URL of an OIDC issuer. Set, it is the only one believed.</summary>
    public string? Authority { get; set; }

    public string Audience { get; set; } = "gad";

    /// <summary>Issuer of the tokens signed with the key of <see cref="SigningKeyFile"/>.</summary>
    public string Issuer { get; set; } = "gad-dev";

    /// <summary>File with 64 hexadecimal characters: the HS256 key of the built-in issuer.</summary>
    public string? SigningKeyFile { get; set; }

    /// <exception cref="StartRefusedException">No issuer and no key is configured, or the key file cannot be used.</exception>
    public byte[]? ReadKey(bool development)
    {
        if (!string.IsNullOrWhiteSpace(Authority))
        {
            return null;
        }
        if (!string.IsNullOrWhiteSpace(SigningKeyFile))
        {
            return ReadKeyFile(SigningKeyFile);
        }
        return development
            ? System.Security.Cryptography.RandomNumberGenerator.GetBytes(KeyBytesMin)
            : throw new StartRefusedException(
                $"Outside Development {Section}:Authority (an OIDC issuer) or {Section}:SigningKeyFile must be set: nothing is open by default");
    }

    private static byte[] ReadKeyFile(string path)
    {
        try
        {
            var key = Convert.FromHexString(File.ReadAllText(path).Trim());
            return key.Length >= KeyBytesMin ? key : throw new FormatException();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new StartRefusedException($"{Section}:SigningKeyFile: cannot be read as at least {KeyBytesMin * 2} hexadecimal characters");
        }
    }
}
