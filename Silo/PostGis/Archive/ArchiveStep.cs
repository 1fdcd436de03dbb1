namespace GrupoGad.Silo.PostGis.Archive;

/// <summary>What the archive does with a partition, in this order. A crash between two loses nothing; the next run goes on from there.</summary>
internal enum ArchiveStep
{
    /// <summary>In one transaction: out of its parent, renamed, noted as detached. Nobody can write to it any more.</summary>
    Detach = 1,

    /// <summary>Into a file beside the final one, its name still ends in .partial.</summary>
    Export,

    /// <summary>The manifest, and both files under their final names.</summary>
    Publish,

    /// <summary>The file is read back: as many rows, the same checksums.</summary>
    Verify,

    /// <summary>In one transaction: the table goes, noted as archived.</summary>
    Drop,
}
