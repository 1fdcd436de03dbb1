using GrupoGad.Geo;

namespace GrupoGad.WebFrontend.Efectivos;

/// <summary>Where a page of an area ended: a cell and the last code in it. A text that is no cursor would begin again, without a word.</summary>
internal static class AreaCursor
{
    public static bool IsValid(string cursor) =>
        cursor.Split('|') is [var cell, var code] && CellId.TryParse(cell, out _) && (code.Length == 0 || EfectivoCode.IsValid(code));
}
