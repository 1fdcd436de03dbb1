using System.Runtime.CompilerServices;
using GrupoGad.Efectivos;
using GrupoGad.Silo.PostGis.GrainStorage;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;

namespace GrupoGad.Silo.PostGis.ReadModels;

/// <inheritdoc cref="IRoster"/>
internal sealed class Roster(
    PostGisSources sources, YoungRoster young, IOptions<RosterOptions> options, IOptions<ClusterOptions> cluster, PostGisGuard guard) : IRoster
{
    // A killed silo has stored its last rows as history, but not all of its last positions.
    private const string Reconcile = """
        INSERT INTO last_positions AS known SELECT * FROM (
            SELECT DISTINCT ON (efectivo_id) device_time, received_time, report_id, accuracy_m, speed_mps, course_deg, altitude_m, battery,
                source, efectivo_id, position
            FROM position_reports WHERE received_time > coalesce((SELECT max(received_time) FROM last_positions), '-infinity') - make_interval(secs => $1)
            ORDER BY efectivo_id, device_time DESC) AS newest
        ON CONFLICT (efectivo_id) DO UPDATE SET device_time = excluded.device_time, received_time = excluded.received_time,
            report_id = excluded.report_id, accuracy_m = excluded.accuracy_m, speed_mps = excluded.speed_mps, course_deg = excluded.course_deg,
            altitude_m = excluded.altitude_m, battery = excluded.battery, source = excluded.source, position = excluded.position
        WHERE excluded.device_time > known.device_time
        """;

    private const string All = $"""
        SELECT {PositionColumns.Names}, states.key, states.version, convert_to(states.document::text, 'UTF8')
        FROM grain_states states LEFT JOIN last_positions stored ON stored.efectivo_id = states.key
        WHERE states.service_id = $1 AND states.state_name = $2 AND states.document IS NOT NULL
        """;

    public async IAsyncEnumerable<string> Located([EnumeratorCancellation] CancellationToken cancellation)
    {
        await guard.Run(Reconciled, cancellation);
        await using var connection = await guard.Run(sources.OpenBulk, cancellation);
        await using var command = new NpgsqlCommand(All, connection);
        command.Parameters.Add(new() { Value = cluster.Value.ServiceId });
        command.Parameters.Add(new() { Value = PostGisGrainStorage.EfectivoState });
        await using var reader = await guard.Run(command.ExecuteReaderAsync, cancellation);
        var reading = young.Begin();
        while (await guard.Run(reader.ReadAsync, cancellation))
        {
            var efectivo = reader.GetString(PositionColumns.Count);
            reading.States[efectivo] = new(reader.GetFieldValue<byte[]>(PositionColumns.Count + 2), reader.GetInt32(PositionColumns.Count + 1));
            if (!reader.IsDBNull(0))
            {
                reading.Positions[efectivo] = PositionColumns.Report(reader);
                yield return efectivo;
            }
        }
    }

    public void Settled(string efectivoId) => young.DropPosition(efectivoId);

    private async Task<int> Reconciled(CancellationToken cancellation)
    {
        await using var command = sources.Read.CreateCommand(Reconcile);
        command.Parameters.Add(new() { Value = (double)options.Value.ReconcileS });
        return await command.ExecuteNonQueryAsync(cancellation);
    }
}
