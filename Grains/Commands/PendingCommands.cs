using System.Collections.Immutable;

namespace GrupoGad.Commands;

/// <summary>What an efectivo owes an answer to, as its inbox knows; and what is over, so that a late offer does not bring it back.</summary>
internal sealed class PendingCommands(int max)
{
    /// <summary>Ids remembered as over: a notice may be minutes late, a person answers a few a minute.</summary>
    private const int OverMax = 256;

    private readonly Dictionary<string, CommandOffer> _pending = new(StringComparer.Ordinal);
    private readonly HashSet<string> _delivered = new(StringComparer.Ordinal);
    private readonly HashSet<string> _over = new(StringComparer.Ordinal);
    private readonly Queue<string> _overOrder = [];

    public bool Has(string commandId) => _pending.ContainsKey(commandId);

    public CommandOffer? Find(string commandId) => _pending.GetValueOrDefault(commandId);

    public bool IsDelivered(string commandId) => _delivered.Contains(commandId);

    /// <summary>True: it was not known. One that is over, or for which there is no room, stays unknown.</summary>
    public bool Take(CommandOffer command) =>
        !_over.Contains(command.CommandId) && _pending.Count < max && _pending.TryAdd(command.CommandId, command);

    public void Delivered(string commandId)
    {
        if (_pending.ContainsKey(commandId))
        {
            _delivered.Add(commandId);
        }
    }

    public void Over(string commandId)
    {
        _pending.Remove(commandId);
        _delivered.Remove(commandId);
        if (_over.Add(commandId))
        {
            _overOrder.Enqueue(commandId);
            if (_overOrder.Count > OverMax)
            {
                _over.Remove(_overOrder.Dequeue());
            }
        }
    }

    /// <summary>Critical first, then by age. What is past its deadline goes: nobody can answer it any more.</summary>
    public ImmutableArray<CommandOffer> InOrder(DateTime now)
    {
        foreach (var gone in _pending.Values.Where(command => command.Deadline <= now).Select(command => command.CommandId).ToArray())
        {
            Over(gone);
        }
        return [.. _pending.Values.OrderBy(command => command.Class != CommandClass.Critical).ThenBy(command => command.IssuedAt)];
    }
}
