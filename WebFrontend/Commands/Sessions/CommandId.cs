using System.Buffers;

namespace GrupoGad.WebFrontend.Commands.Sessions;

/// <summary>The id of a command or an alarm, made by its issuer.</summary>
internal static class CommandId
{
    public const int LengthMin = 8;
    public const int LengthMax = 64;
    public const string Rule = "8-64 characters: A-Z, a-z, 0-9, '-' and '_'";

    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public static bool IsValid(string? id) =>
        id is { Length: >= LengthMin and <= LengthMax } && !id.AsSpan().ContainsAnyExcept(Allowed);
}
