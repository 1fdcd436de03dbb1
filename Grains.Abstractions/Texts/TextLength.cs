using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace GrupoGad.Texts;

/// <summary>
/// The length of a text, counted in the same way at every endpoint: in Unicode code points, as PostgreSQL counts. An emoji is one, and so is a separate accent.
/// </summary>
/// <remarks>Not in letters as a reader sees them: of those one may hold thousands of code points.</remarks>
public static class TextLength
{
    public static int Of(string? text)
    {
        var length = 0;
        foreach (var _ in (text ?? "").EnumerateRunes())
        {
            length++;
        }
        return length;
    }

    /// <remarks>No code point is more than two of the parts that <see cref="string.Length"/> counts, so most texts need not be counted.</remarks>
    public static bool Exceeds(string? text, int max) => text is not null && text.Length > max && (text.Length > 2 * max || Of(text) > max);

    public static bool IsWithin([NotNullWhen(true)] string? text, int min, int max) => text is not null && !Exceeds(text, max) && (text.Length >= 2 * min || Of(text) >= min);

    /// <summary>A rule with what was counted, e.g. <c>at most 500 characters; this text has 612</c>.</summary>
    public static string Rule(string rule, string? text) => string.Create(CultureInfo.InvariantCulture, $"{rule}; this text has {Of(text):N0}");
}
