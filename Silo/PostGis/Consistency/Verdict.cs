namespace GrupoGad.Silo.PostGis.Consistency;

/// <summary>Result of comparing an answer of the live cells with that of PostGIS.</summary>
internal enum Verdict
{
    /// <summary>The same efectivos, at the same distances.</summary>
    Same,

    /// <summary>At every try an efectivo of the answers had a different fix in the grain and in the row, so no verdict is possible.</summary>
    Unsettled,

    /// <summary>The answers differ twice in a row although both know the same fixes.</summary>
    Different,
}
