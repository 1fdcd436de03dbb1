using System.Collections.Concurrent;
using System.Diagnostics;
using GrupoGad.Benchmarks.Harness;
using GrupoGad.Protocol.V1;

namespace GrupoGad.Benchmarks.Commands;

/// <summary>One order to a whole unit: how long from its issue until its frame is at the clients.</summary>
/// <param name="id">Of the command.</param>
/// <param name="grade">Its class.</param>
public sealed class Broadcast(string id, string grade)
{
    private readonly ConcurrentBag<long> _frames = [];

    /// <summary>A client has a command's frame for the first time.</summary>
    public void Seen(Command command, long at)
    {
        if (command.CommandId == id)
        {
            _frames.Add(at);
        }
    }

    /// <summary>Ends when everybody has it.</summary>
    public async Task<(IssuedCommand Command, double MostMs, double AllMs)> Run(Issuer issuer, Crew crew, Report report)
    {
        var everybody = new IssuedCommand(id, grade, [.. crew.Records.Select(record => record.Code)], Crew.Unit);
        var start = Stopwatch.GetTimestamp();
        var reached = await issuer.Issue(everybody, CancellationToken.None);
        report.Must($"{id} goes to all {reached}", reached == everybody.Recipients.Count);
        await crew.Until(() => _frames.Count >= reached, $"{id} at all its {reached} recipients", TimeSpan.FromSeconds(60));
        var frames = _frames.Order().ToArray();
        return (everybody, Ms(frames[(int)Math.Ceiling(reached * 0.99) - 1]), Ms(frames[^1]));

        double Ms(long at) => Stopwatch.GetElapsedTime(start, at).TotalMilliseconds;
    }
}
