using System.Diagnostics;
using GrupoGad.LoadGenerator.Clients;

namespace GrupoGad.LoadGenerator.Replay;

/// <summary>Writes a line every few seconds.</summary>
public sealed class Progress : IDisposable
{
    private static readonly TimeSpan _period = TimeSpan.FromSeconds(2);
    private readonly Tally _tally;
    private readonly TextWriter _text;
    private readonly Timer _timer;
    private readonly long _start = Stopwatch.GetTimestamp();

    public Progress(Tally tally, TextWriter text)
    {
        (_tally, _text) = (tally, text);
        _timer = new Timer(_ => Tell(), null, _period, _period);
    }

    public void Dispose()
    {
        _timer.Dispose();
        Tell();
    }

    private void Tell()
    {
        var retries = _tally.Retries();
        _text.WriteLine(FormattableString.Invariant(
            $"{Stopwatch.GetElapsedTime(_start).TotalSeconds,7:F1} s  sent {_tally.Sent}  accepted {_tally.Accepted}  refused {_tally.Refused}")
            + (retries.Length == 0 ? "" : $"  ({retries})"));
    }
}
