using System.Collections.Concurrent;
using System.Diagnostics;
using GrupoGad.LoadGenerator.Clients;
using GrupoGad.LoadGenerator.Efectivos;
using GrupoGad.LoadGenerator.Identity;
using GrupoGad.Protocol.V1;

namespace GrupoGad.Benchmarks.Commands;

/// <summary>Efectivos with their clients, each attached and answering; and what each of them knows to have happened.</summary>
public sealed class Crew : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<(FieldClient Client, CrewRecord Record)> _members = [];
    private Task _running = Task.CompletedTask;

    public IReadOnlyList<CrewRecord> Records => [.. _members.Select(member => member.Record)];

    /// <summary>Acknowledgements that wait for the system's word.</summary>
    public int Unsettled => _members.Sum(member => member.Client.Unsettled);

    /// <summary>Clients attached now.</summary>
    public int Attached => _members.Count(member => member.Client.IsAttached);

    /// <summary>Why clients had to come again, and how often.</summary>
    public ConcurrentDictionary<string, int> Retries { get; } = new();

    /// <summary>Clients that may knock at once: a listener's backlog is 512.</summary>
    private const int AttachAtOnce = 500;

    /// <summary>All of them belong to it.</summary>
    public const string Unit = "bench-crew";

    public static string Code(int number) => $"CREW-{number:D5}";

    /// <summary>Ends when all are registered and attached.</summary>
    public static async Task<Crew> Muster(int size, IReadOnlyList<Uri> urls, Tokens tokens, Action<Command, long>? seen = null)
    {
        using (var registration = new Registration(urls, tokens.Administrator()))
        {
            await registration.Ensure(Enumerable.Range(0, size).Select(i => new EfectivoToRegister(Code(i), Code(i), Unit, [])), CancellationToken.None);
        }
        var crew = new Crew();
        var running = new List<Task>();
        for (var i = 0; i < size; i++)
        {
            var record = new CrewRecord(Code(i), crew.Retries, seen);
            var client = new FieldClient(new ClientOptions { Urls = urls }, tokens.Efectivo(Code(i)), record, record.Answer);
            crew._members.Add((client, record));
            running.Add(client.Run(crew._stop.Token));
            if (running.Count % AttachAtOnce == 0)
            {
                await crew.Until(() => crew.Attached == running.Count, $"{running.Count} clients to be attached", TimeSpan.FromSeconds(60));
            }
        }
        crew._running = Task.WhenAll(running);
        await crew.Until(() => crew.Attached == size, $"{size} clients to be attached", TimeSpan.FromSeconds(60));
        return crew;
    }

    /// <exception cref="InvalidOperationException">It did not come to hold in time.</exception>
    public async Task Until(Func<bool> holds, string what, TimeSpan within)
    {
        var start = Stopwatch.GetTimestamp();
        while (!holds())
        {
            if (_running.IsFaulted)
            {
                await _running;
            }
            if (Stopwatch.GetElapsedTime(start) > within)
            {
                throw new InvalidOperationException($"Waited {within.TotalSeconds:F0} s for {what}; {Attached} attached, {Unsettled} unsettled.");
            }
            await Task.Delay(50);
        }
    }

    /// <summary>Until every recipient has answered all it has to, and every client knows the system's word on what it said.</summary>
    public Task Settle(IReadOnlyCollection<IssuedCommand> accepted, TimeSpan within)
    {
        var owed = accepted.Sum(command => command.Recipients.Count);
        return Until(() => Unsettled == 0 && Records.Sum(record => record.Answers.Count) >= owed, $"{owed} answers to be settled", within);
    }

    public void TellRetries()
    {
        foreach (var (why, times) in Retries)
        {
            Console.WriteLine($"    {times} x {why}");
        }
    }

    /// <summary>Cuts the line of some clients without a word.</summary>
    public void Cut(double share) => _members.Where(_ => Random.Shared.NextDouble() < share).ToList().ForEach(member => member.Client.Cut());

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }
}
