namespace GrupoGad.Silo.PostGis.Consistency;

/// <summary>What comparing an answer of the live cells with the same question to PostGIS gave.</summary>
internal enum Verdict
{
    /// <summary>The same efectivos, at the same distances.</summary>
    Same,

    /// <summary>Somebody it is about stood elsewhere in the one than in the other at every try: nothing can be said.</summary>
    Unsettled,

    /// <summary>They differ though both know the same fixes, twice in a row.</summary>
    Different,
}
