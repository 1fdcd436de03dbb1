namespace GrupoGad.Efectivos;

/// <summary>The newest stored position of each efectivo, for its return to life.</summary>
public interface ILastPositions
{
    /// <summary>Null when it never reported. Served from the roster read at the silo's start while that is young, else from the database.</summary>
    ValueTask<PositionReport?> Read(string efectivoId, CancellationToken cancellation);
}
