namespace GrupoGad.Silo.PostGis.ReadModels;

/// <summary>What people type is text, not a pattern.</summary>
internal static class TextPattern
{
    /// <summary>For an ILIKE: anything that contains the text.</summary>
    public static string Containing(string text) =>
        $"%{text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
}
