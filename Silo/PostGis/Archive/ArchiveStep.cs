namespace GrupoGad.Silo.PostGis.Archive;

/// <summary>The steps that archive a partition, in this order. A crash between two steps loses nothing; the next run continues from there.</summary>
internal enum ArchiveStep
{
    /// <summary>In one transaction, takes the table out of its parent, renames it and records it as detached. No more rows can be written to it.</summary>
    Detach = 1,

    /// <summary>Writes the rows to a file beside the final one; its name ends in .partial.</summary>
    Export,

    /// <summary>Writes the manifest, and gives both files their final names.</summary>
    Publish,

    /// <summary>Reads the file back; it must have as many rows and the same checksums.</summary>
    Verify,

    /// <summary>In one transaction, drops the table and records it as archived.</summary>
    Drop,
}
