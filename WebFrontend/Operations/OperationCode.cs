using System.Buffers;

namespace GrupoGad.WebFrontend.Operations;

/// <summary>The code by which an operation is known, e.g. <c>OP-2026-0042</c>.</summary>
internal static class OperationCode
{
    public const int LengthMin = 3;
    public const int LengthMax = 20;
    public const string Rule = "3-20 characters: A-Z, 0-9, '-' and '_'";

    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

    public static bool IsValid(string? code) =>
        code is { Length: >= LengthMin and <= LengthMax } && !code.AsSpan().ContainsAnyExcept(Allowed);
}
