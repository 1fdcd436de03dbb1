using System.Buffers;

namespace GrupoGad.WebFrontend.Efectivos;

/// <summary>The internal code by which an efectivo is known, e.g. <c>E-0417</c>.</summary>
public static class EfectivoCode
{
    public const int LengthMin = 3;
    public const int LengthMax = 50;
    public const string Rule = "3-50 characters: A-Z, 0-9, '-' and '_'";

    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

    public static bool IsValid(string? code) =>
        code is { Length: >= LengthMin and <= LengthMax } && !code.AsSpan().ContainsAnyExcept(Allowed);
}
