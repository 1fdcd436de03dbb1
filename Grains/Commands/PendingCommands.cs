using System.Collections.Immutable;

namespace GrupoGad.Commands;

/// <summary>Commands that an efectivo has to answer, as its inbox knows; and the finished ones, so that a late offer does not bring them back.</summary>
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

    /// <summary>There was no room for all: more commands may be pending than are known here.</summary>
    public bool Overflowed { get; set; }

    /// <summary>True: it was not known. One that is over stays unknown.</summary>
    /// <param name="displaced">Of a full inbox: the least urgent one, which comes again by re-sending; maybe this one.</param>
    public bool Take(CommandOffer command, out string? displaced)
    {
        displaced = null;
        if (_over.Contains(command.CommandId) || _pending.ContainsKey(command.CommandId))
        {
            return false;
        }
        if (_pending.Count >= max)
        {
            Overflowed = true;
            // A call that matters is not kept out by what can wait.
            var last = _pending.Values.Append(command).MaxBy(known => (known.Class, known.IssuedAt))!;
            displaced = last.CommandId;
            if (last == command)
            {
                return false;
            }
            _pending.Remove(displaced);
            _delivered.Remove(displaced);
        }
        _pending.Add(command.CommandId, command);
        return true;
    }

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

    /// <summary>Critical first, then by age. Commands past their deadline are removed: they can no longer be answered.</summary>
    public ImmutableArray<CommandOffer> InOrder(DateTime now)
    {
        foreach (var gone in _pending.Values.Where(command => command.Deadline <= now).Select(command => command.CommandId).ToArray())
        {
            Over(gone);
        }
        return [.. _pending.Values.OrderBy(command => command.Class != CommandClass.Critical).ThenBy(command => command.IssuedAt)];
    }
}
