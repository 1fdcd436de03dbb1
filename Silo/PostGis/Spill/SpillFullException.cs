namespace GrupoGad.Silo.PostGis.Spill;

/// <summary>The spill files have reached their limit.</summary>
internal sealed class SpillFullException(long bytesMax) : IOException($"The spill files have reached their limit of {bytesMax} bytes.");
