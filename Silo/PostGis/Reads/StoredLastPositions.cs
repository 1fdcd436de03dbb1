using GrupoGad.Efectivos;
using GrupoGad.Storage;

namespace GrupoGad.Silo.PostGis.Reads;

/// <inheritdoc cref="ILastPositions"/>
internal sealed class StoredLastPositions(PostGisSources sources, YoungRoster young, PostGisGuard guard) : ILastPositions
{
    private const string One = $"SELECT {PositionColumns.Names} FROM last_positions stored WHERE efectivo_id = $1";

    public ValueTask<PositionReport?> Read(string efectivoId, CancellationToken cancellation) =>
        young.TakePosition(efectivoId) is { } position
            ? ValueTask.FromResult<PositionReport?>(position)
            : new(guard.Run(token => Ask(efectivoId, token), cancellation));

    private async Task<PositionReport?> Ask(string efectivoId, CancellationToken cancellation)
    {
        await using var command = sources.Read.CreateCommand(One);
        command.Parameters.Add(new() { Value = efectivoId });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? PositionColumns.Report(reader) : null;
    }
}
