using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace GrupoGad.Hosting;

public sealed class RepeatedFailuresTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Lines _lines = new();

    [Fact]
    public void A_failure_that_repeats_is_written_once_and_then_once_a_minute_with_a_count_and_without_its_stack()
    {
        var log = Logger();
        for (var i = 0; i < 500; i++)
        {
            Fail(log, $"grain {i}");
        }
        Assert.Equal(("grain 0 failed", true), Assert.Single(_lines.Written));

        _clock.Advance(RepeatedFailures.Every);
        Fail(log, "grain 500");
        Assert.Equal(2, _lines.Written.Count);
        Assert.Equal(("grain 500 failed (TimeoutException: postgis is away); and 499 times more since it was last said", false), _lines.Written[1]);
    }

    [Fact]
    public void A_failure_that_comes_back_every_other_minute_is_one_line_each_time_and_news_again_after_a_long_while()
    {
        var log = Logger();
        Fail(log, "watch");
        for (var i = 0; i < 5; i++)
        {
            _clock.Advance(2 * RepeatedFailures.Every);
            Fail(log, "watch");
        }
        Assert.Equal(6, _lines.Written.Count);
        Assert.All(_lines.Written.Skip(1), line => Assert.Equal(("watch failed (TimeoutException: postgis is away); again", false), line));

        _clock.Advance(11 * RepeatedFailures.Every);
        Fail(log, "watch");
        Assert.Equal(("watch failed", true), _lines.Written[^1]);
    }

    [Fact]
    public void Other_failures_and_what_is_no_failure_are_written_as_they_come()
    {
        var log = Logger();
        Fail(log, "one");
        log.Log(LogLevel.Warning, new EventId(7), "one", new InvalidOperationException("another kind"), (state, _) => $"{state} failed");
        for (var i = 0; i < 3; i++)
        {
            log.Log(LogLevel.Information, new EventId(8), "tick", null, (state, _) => state);
            log.Log(LogLevel.Warning, new EventId(9), $"Alarm {i} raised", null, (state, _) => state);
            log.Log(LogLevel.Warning, new EventId(9), "Unavailable: postgis", null, (state, _) => state);
        }
        Assert.Equal(2 + 3 + 3 + 1, _lines.Written.Count);
    }

    private static void Fail(ILogger log, string what) =>
        log.Log(LogLevel.Warning, new EventId(7), what, new TimeoutException("postgis is away\nand more"), (state, _) => $"{state} failed");

    private ILogger Logger() => new RepeatedFailures(_lines, _clock).CreateLogger("a place");

    private sealed class Lines : ILoggerFactory, ILogger
    {
        public List<(string Text, bool HasStack)> Written { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add((formatter(state, exception), exception is not null));

        public void Dispose()
        {
        }
    }
}
