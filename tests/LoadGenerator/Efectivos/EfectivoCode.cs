namespace GrupoGad.LoadGenerator.Efectivos;

/// <summary>Makes efectivo codes (<c>^[A-Z0-9_-]{3,50}$</c>) of a trace's unit ids.</summary>
public static class EfectivoCode
{
    private const int LengthMax = 50;

    public static string Of(string prefix, string unit)
    {
        var code = string.Create(prefix.Length + 1 + unit.Length, (prefix, unit), static (text, parts) =>
        {
            parts.prefix.CopyTo(text);
            text[parts.prefix.Length] = '-';
            parts.unit.CopyTo(text[(parts.prefix.Length + 1)..]);
            foreach (ref var c in text)
            {
                c = char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : c == '_' ? c : '-';
            }
        });
        return code.Length <= LengthMax ? code : code[..LengthMax];
    }
}
