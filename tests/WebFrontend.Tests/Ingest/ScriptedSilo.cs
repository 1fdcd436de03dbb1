using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using GrupoGad.Efectivos;
using GrupoGad.Ingest;

namespace GrupoGad.WebFrontend.Tests.Ingest;

/// <summary>A cluster of one ingest worker that does what the test says.</summary>
public class ScriptedSilo : DispatchProxy
{
    private Worker _worker = null!;

    /// <param name="answer">What a call answers, by its number from 0.</param>
    internal static (IGrainFactory Grains, Worker Worker) With(Func<int, ImmutableArray<PositionReport>, Task<IngestReceipt>> answer)
    {
        var grains = Create<IGrainFactory, ScriptedSilo>();
        var silo = (ScriptedSilo)(object)grains;
        silo._worker = new Worker(answer);
        return (grains, silo._worker);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        _worker.Keys.Enqueue((long)args![0]!);
        return _worker;
    }

    internal sealed class Worker(Func<int, ImmutableArray<PositionReport>, Task<IngestReceipt>> answer) : IIngestGrain
    {
        public ConcurrentQueue<ImmutableArray<PositionReport>> Calls { get; } = new();

        /// <summary>Of the worker that each call was for.</summary>
        public ConcurrentQueue<long> Keys { get; } = new();

        public ValueTask<IngestReceipt> Report(ImmutableArray<PositionReport> batch, CancellationToken cancellation = default)
        {
            int number;
            lock (Calls)
            {
                number = Calls.Count;
                Calls.Enqueue(batch);
            }
            return new ValueTask<IngestReceipt>(answer(number, batch));
        }
    }
}
