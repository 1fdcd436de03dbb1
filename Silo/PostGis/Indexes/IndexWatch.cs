using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis.Indexes;

/// <summary>Verifies the declared indexes before the silo starts and at intervals while it runs, and measures their use.</summary>
/// <remarks>Repairs nothing, because building an index on a large table is a decision of people, in a window.</remarks>
internal sealed partial class IndexWatch(PostGisSources sources, IndexInstruments instruments, IOptions<IndexOptions> options, TimeProvider clock, ILogger<IndexWatch> logger)
    : BackgroundService
{
    private volatile IndexVerdict _verdict = IndexVerdict.Good;

    /// <summary>Verdict of the last verification that got an answer. An outage of the server does not change it.</summary>
    public IndexVerdict Verdict => _verdict;

    public IReadOnlyList<IndexUse> Uses { get; private set; } = [];

    public IReadOnlyList<TableUse> Tables { get; private set; } = [];

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Try(Verify, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public async Task Verify(CancellationToken cancellation)
    {
        var verdict = IndexVerdict.Of(DeclaredIndexes.All, await IndexCatalog.Read(sources.Read, cancellation));
        if (verdict.IsBad && verdict.ToString() != _verdict.ToString())
        {
            LogBad(verdict.ToString());
        }
        else if (_verdict.IsBad && !verdict.IsBad)
        {
            LogGood();
        }
        _verdict = verdict;
        instruments.Judged(verdict);
    }

    public async Task Measure(CancellationToken cancellation)
    {
        var declared = DeclaredIndexes.All.Select(index => index.Name).ToHashSet(StringComparer.Ordinal);
        var tables = DeclaredIndexes.All.Select(index => index.Table).ToHashSet(StringComparer.Ordinal);
        Uses = [.. (await IndexStatistics.ReadIndexes(sources.Read, cancellation)).Where(use => declared.Contains(use.Name))];
        Tables = [.. (await IndexStatistics.ReadTables(sources.Read, cancellation)).Where(use => tables.Contains(use.Name))];
        instruments.Measured(Uses, Tables);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAll(
            Repeat(Measure, TimeSpan.FromSeconds(options.Value.MeasureEveryS), stoppingToken),
            Repeat(Verify, TimeSpan.FromSeconds(options.Value.VerifyEveryS), stoppingToken));
    }

    private async Task Repeat(Func<CancellationToken, Task> look, TimeSpan period, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(period, clock);
        do
        {
            await Try(look, cancellation);
        }
        while (await timer.WaitForNextTickAsync(cancellation));
    }

    private async Task Try(Func<CancellationToken, Task> look, CancellationToken cancellation)
    {
        try
        {
            await look(cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            LogAway(exception);
        }
    }

    [LoggerMessage(2320, LogLevel.Error, "Indexes are not as declared ({What}); the silo is not ready until they are")]
    private partial void LogBad(string what);

    [LoggerMessage(2321, LogLevel.Information, "All indexes are as declared again")]
    private partial void LogGood();

    [LoggerMessage(2322, LogLevel.Warning, "Indexes could not be looked at; tried again at the next turn")]
    private partial void LogAway(Exception exception);
}
