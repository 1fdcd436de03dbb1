using GrupoGad.Benchmarks.Commands;
using GrupoGad.Benchmarks.Fences;
using GrupoGad.Benchmarks.Dispatch;
using GrupoGad.Benchmarks.Harness;
using GrupoGad.Benchmarks.Ingest;
using GrupoGad.Benchmarks.Ingest.Generator;
using GrupoGad.Benchmarks.Ledger;
using GrupoGad.Benchmarks.Nearest;
using GrupoGad.Benchmarks.Operations;
using GrupoGad.Benchmarks.Payload;
using GrupoGad.Benchmarks.PostGis;
using GrupoGad.Benchmarks.Survive;

namespace GrupoGad.Benchmarks;

/// <summary>The benches and helper processes of this program.</summary>
public static class Parts
{
    public static IReadOnlyList<Bench> Benches { get; } =
    [
        new NearestBench(), new IngestBench(), new PayloadBench(), new CommandsBench(), new BroadcastBench(), new LedgerBench(), new OperationsBench(), new SurviveBench(),
        new FencesBench(), new PostGisBench(), new DispatchBench(),
    ];

    /// <summary>A part that a bench starts as a process of its own, or null.</summary>
    public static Func<string[], Task<int>>? Find(string name) => name switch
    {
        "generator" => GeneratorRun.Start,
        "peer-signalr" => PeerSignalR.Start,
        "peer-streams" => PeerSignalR.StartStreams,
        "peer-conventional" => PeerConventional.Start,
        _ => null,
    };
}
