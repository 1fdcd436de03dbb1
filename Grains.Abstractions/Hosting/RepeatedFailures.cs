using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace GrupoGad.Hosting;

/// <summary>
/// Logs a repeated failure once, and then its count. While a part is away every caller that needs it logs a stack trace, and the useful lines are lost in
/// megabytes. The first failure is written in full, those of the next minute are counted, and the next one after that says how many there were.
/// A failure that comes back later is one line too, because its stack is in the log already.
/// </summary>
/// <remarks>
/// Failures are the same when place, event and kind of exception are; without an exception, when their words are. Lines below a warning pass.
/// </remarks>
/// <param name="inner">The provider of the loggers that write; disposed with this.</param>
public sealed class RepeatedFailures(ILoggerFactory inner, TimeProvider clock) : ILoggerFactory
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private const long News = -1;

    /// <summary>Different failures that are distinguished; more pass as they come.</summary>
    private const int KnownMax = 1_000;

    private readonly ConcurrentDictionary<(string Category, int Event, string Kind), Repeated> _known = new();
    private long _sweptAt = clock.GetTimestamp();

    private sealed class Repeated(long at)
    {
        public long At = at;
        public long Count;
    }

    public ILogger CreateLogger(string categoryName) => new Once(this, categoryName, inner.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose() => inner.Dispose();

    /// <summary>Null: it is counted and not written. -1: it is news. Else how many were not written since the last one that was.</summary>
    private long? Told(string category, int eventId, string kind)
    {
        var now = clock.GetTimestamp();
        Sweep(now);
        var key = (category, eventId, kind);
        if (!_known.TryGetValue(key, out var known))
        {
            return _known.Count >= KnownMax || _known.TryAdd(key, new Repeated(now)) ? News : null;
        }
        var at = Interlocked.Read(ref known.At);
        if (clock.GetElapsedTime(at, now) < Every || Interlocked.CompareExchange(ref known.At, now, at) != at)
        {
            Interlocked.Increment(ref known.Count);
            return null;
        }
        return Interlocked.Exchange(ref known.Count, 0);
    }

    /// <summary>Forgets what has not been so for ten times as long; then it is news again.</summary>
    private void Sweep(long now)
    {
        var swept = Interlocked.Read(ref _sweptAt);
        if (clock.GetElapsedTime(swept, now) < Every || Interlocked.CompareExchange(ref _sweptAt, now, swept) != swept)
        {
            return;
        }
        foreach (var (key, repeated) in _known)
        {
            if (clock.GetElapsedTime(Interlocked.Read(ref repeated.At), now) > 10 * Every)
            {
                _known.TryRemove(key, out _);
            }
        }
    }

    private sealed class Once(RepeatedFailures of, string category, ILogger written) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => written.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => written.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            ArgumentNullException.ThrowIfNull(formatter);
            if (logLevel < LogLevel.Warning || !written.IsEnabled(logLevel))
            {
                written.Log(logLevel, eventId, state, exception, formatter);
                return;
            }
            switch (of.Told(category, eventId.Id, exception?.GetType().Name ?? formatter(state, null)))
            {
                case null:
                    break;
                case News:
                case 0 when exception is null:
                    written.Log(logLevel, eventId, state, exception, formatter);
                    break;
                case var count:
                    written.Log(logLevel, eventId, state, null, (said, _) => string.Create(CultureInfo.InvariantCulture,
                        $"{formatter(said, exception)}{(exception is null ? "" : $" ({exception.GetType().Name}: {FirstLine(exception.Message)})")}; {(count == 0 ? "again" : $"and {count} times more since it was last said")}"));
                    break;
            }
        }

        private static string FirstLine(string text) => text.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? text[..end] : text;
    }
}
