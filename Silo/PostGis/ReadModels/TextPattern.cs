namespace GrupoGad.Silo.PostGis.ReadModels;

/// <summary>Escapes typed text, so that LIKE treats it as text and not as a pattern.</summary>
internal static class TextPattern
{
    /// <summary>An ILIKE pattern that matches anything containing the text.</summary>
    public static string Containing(string text) =>
        $"%{text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
}
