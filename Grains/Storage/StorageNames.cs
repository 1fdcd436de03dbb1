namespace GrupoGad.Storage;

/// <summary>Names of grain storages. Part of the data format.</summary>
public static class StorageNames
{
    /// <summary>Slow-changing grain state: PostGIS, or memory when nothing is to be kept.</summary>
    public const string Grains = "gad";
}
