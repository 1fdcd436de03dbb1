using System.Runtime.InteropServices;

namespace GrupoGad.Commands;

/// <summary>All ladders of one command, and how many stand at each step.</summary>
public sealed class LadderRegistry(CommandKind kind, int expected)
{
    /// <summary>Index is <see cref="LadderStep"/>; 0 unused.</summary>
    public const int Steps = (int)LadderStep.Unable + 1;

    private readonly Dictionary<string, LadderState> _ladders = new(expected, StringComparer.Ordinal);
    private readonly int[] _byStep = new int[Steps];

    public int Count => _ladders.Count;

    public ReadOnlySpan<int> ByStep => _byStep;

    /// <summary>How many owe something yet.</summary>
    public int Owing { get; private set; }

    /// <summary>How many are not known to have it.</summary>
    public int Undelivered => _byStep[(int)LadderStep.Issued] + _byStep[(int)LadderStep.Enqueued] + _byStep[(int)LadderStep.Sent];

    public IEnumerable<KeyValuePair<string, LadderState>> All => _ladders;

    public LadderState? Find(string efectivoId) => _ladders.TryGetValue(efectivoId, out var ladder) ? ladder : null;

    public bool Has(string efectivoId) => _ladders.ContainsKey(efectivoId);

    public void Add(string efectivoId, LadderState ladder)
    {
        if (_ladders.TryAdd(efectivoId, ladder))
        {
            Tally(ladder, 1);
        }
    }

    public void Apply(string efectivoId, LadderStep step, DateTime at = default)
    {
        ref var ladder = ref CollectionsMarshal.GetValueRefOrNullRef(_ladders, efectivoId);
        if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref ladder))
        {
            Tally(ladder, -1);
            ladder = LadderRules.Apply(ladder, step, at);
            Tally(ladder, 1);
        }
    }

    /// <summary>The next in line knows.</summary>
    public void NextTold(string efectivoId)
    {
        ref var ladder = ref CollectionsMarshal.GetValueRefOrNullRef(_ladders, efectivoId);
        if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref ladder))
        {
            ladder = ladder with { NextTold = true };
        }
    }

    /// <summary>One hand-over more; says how many there were.</summary>
    public int Sent(string efectivoId)
    {
        ref var ladder = ref CollectionsMarshal.GetValueRefOrNullRef(_ladders, efectivoId);
        return System.Runtime.CompilerServices.Unsafe.IsNullRef(ref ladder) ? 0 : (ladder = ladder with { Sends = ladder.Sends + 1 }).Sends;
    }

    private void Tally(LadderState ladder, int by)
    {
        _byStep[(int)ladder.Step] += by;
        Owing += LadderRules.Owes(ladder.Step, kind) ? by : 0;
    }
}
