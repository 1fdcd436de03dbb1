using System.Text.Json;
using GrupoGad.Protocol.V1;

namespace GrupoGad.LoadGenerator.Clients;

/// <summary>Counts what became of every report. At the end sent = accepted + refused, or something was lost.</summary>
public sealed class Tally : IBatchLog
{
    private readonly long[] _refused = new long[(int)ReportOutcome.Malformed + 1];
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _retries = new(StringComparer.Ordinal);
    private long _sent, _accepted, _history;

    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Includes those accepted as history.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    public long AcceptedAsHistory => Interlocked.Read(ref _history);

    public long Refused => _refused.Sum();

    public bool Balanced => Sent == Accepted + Refused;

    void IBatchLog.Sent(PositionBatch batch) => Interlocked.Add(ref _sent, batch.Reports.Count);

    public void Acknowledged(PositionBatch batch, PositionAck ack)
    {
        Interlocked.Add(ref _accepted, ack.Accepted);
        Interlocked.Add(ref _history, ack.AcceptedAsHistory);
        foreach (var refusal in ack.Refused)
        {
            Interlocked.Increment(ref _refused[(int)refusal.Outcome]);
        }
    }

    public void Retried(string why)
    {
        lock (_gate)
        {
            _retries[why] = _retries.GetValueOrDefault(why) + 1;
        }
    }

    /// <summary>Rows that could not even be sent.</summary>
    public void Malformed(int rows)
    {
        Interlocked.Add(ref _sent, rows);
        Interlocked.Add(ref _refused[(int)ReportOutcome.Malformed], rows);
    }

    public string Retries()
    {
        lock (_gate)
        {
            return string.Join(", ", _retries.Select(retry => $"{retry.Value}× {retry.Key}"));
        }
    }

    /// <summary>The one line a replay ends with.</summary>
    public string ToJson(TimeSpan duration) => JsonSerializer.Serialize(new
    {
        sent = Sent,
        accepted = Accepted,
        acceptedAsHistory = AcceptedAsHistory,
        refused = Enum.GetValues<ReportOutcome>().Where(outcome => _refused[(int)outcome] > 0)
            .ToDictionary(outcome => outcome.ToString(), outcome => _refused[(int)outcome]),
        seconds = Math.Round(duration.TotalSeconds, 3),
    });
}
