using Npgsql;

namespace GrupoGad.Benchmarks.Operations;

/// <summary>Looks into PostGIS again and again while operations live: nobody may stand with two of them in one snapshot.</summary>
public sealed class HoldWatch : IAsyncDisposable
{
    private const string Twice = """
        SELECT count(*) FROM (SELECT efectivo_id FROM operation_people WHERE step BETWEEN 2 AND 5 GROUP BY efectivo_id HAVING count(*) > 1) AS twice
        """;

    private readonly CancellationTokenSource _stop = new();
    private readonly NpgsqlDataSource _source;
    private readonly Task _run;
    private long _looks, _twice;

    public HoldWatch(string postGis)
    {
        _source = NpgsqlDataSource.Create(postGis);
        _run = Task.Run(Run);
    }

    public async Task<(long Looks, long Twice)> End()
    {
        await _stop.CancelAsync();
        await _run;
        return (_looks, _twice);
    }

    public async ValueTask DisposeAsync()
    {
        await End();
        await _source.DisposeAsync();
        _stop.Dispose();
    }

    private async Task Run()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        do
        {
            await using var command = _source.CreateCommand(Twice);
            _twice += (long)(await command.ExecuteScalarAsync())!;
            _looks++;
        }
        while (await Next(timer));
    }

    private async Task<bool> Next(PeriodicTimer timer)
    {
        try
        {
            return await timer.WaitForNextTickAsync(_stop.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
