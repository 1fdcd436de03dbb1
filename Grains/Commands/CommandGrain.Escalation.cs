using System.Collections.Immutable;

namespace GrupoGad.Commands;

public sealed partial class CommandGrain
{
    private async Task Expire()
    {
        if (_state is not { } before || DeadlineRules.Expiring(before, with.Now).IsEmpty)
        {
            return;
        }
        using (await _turns.All())
        {
            if (_state is not { } state || DeadlineRules.Expiring(state, with.Now) is not { IsEmpty: false } late)
            {
                return;
            }
            if (await Apply(state, new CommandWrite { CommandId = Id, Steps = Rows(late, LadderStep.Expired, Actors.System, "", settles: true) }))
            {
                with.Instruments.Expired(state.Offer.Class, late.Length);
                LogExpired(Id, late.Length);
                if (state.Offer.Kind == CommandKind.Proposal)
                {
                    Tell(late[0], LadderStep.Expired, Actors.System, "");
                }
                _ = TakeBack(state, late, "expired");
            }
        }
    }

    /// <summary>A recipient that does not have a critical command in time is marked; the board shows it to the operators.</summary>
    private async Task MarkUnreached()
    {
        if (_state is not { } before || DeadlineRules.Unreached(before, with.Now).IsEmpty)
        {
            return;
        }
        using (await _turns.All())
        {
            if (_state is { } state && DeadlineRules.Unreached(state, with.Now) is { IsEmpty: false } late)
            {
                await Add(state, new CommandWrite { CommandId = Id, Steps = Rows(late, LadderStep.Escalated, Actors.System, Actors.Desk, settles: false) });
            }
        }
    }

    /// <summary>Sends the command to the next in line of each recipient that did not answer, once each. The line always ends at a person.</summary>
    private async Task Escalate(CancellationToken cancellation)
    {
        if (_state is not { } before || DeadlineRules.Escalating(before, with.Now) is not { IsEmpty: false } asked)
        {
            return;
        }
        var superiors = await Registered(await with.Directory.Superiors(asked, cancellation), cancellation);
        var others = asked.All(superiors.ContainsKey) ? [] : await After(before.Offer, cancellation);
        using (await _turns.All())
        {
            if (_state is not { } state || DeadlineRules.Escalating(state, with.Now) is not { IsEmpty: false } late)
            {
                return;
            }
            var now = with.Now;
            var next = late.ToDictionary(efectivo => efectivo, efectivo => superiors.GetValueOrDefault(efectivo)
                ?? others.FirstOrDefault(other => other != efectivo) ?? Actors.Desk, StringComparer.Ordinal);
            var added = late.Where(efectivo => next[efectivo] != Actors.Desk && !state.Ladders.Has(next[efectivo])).DistinctBy(efectivo => next[efectivo])
                .Select(efectivo => new AddedRecipient(next[efectivo], efectivo, now)).ToImmutableArray();
            var rows = Rows(late, LadderStep.Escalated, Actors.System, "", settles: false).Select(row => row with
            {
                // Marked before, because it did not have it in time: now the next in line receives it too.
                Step = state.Ladders.Find(row.EfectivoId) is { Escalated: true } ? LadderStep.NextTold : LadderStep.Escalated, Reason = next[row.EfectivoId],
            }).ToImmutableArray();
            await Add(state, new CommandWrite { CommandId = Id, Steps = rows, Added = added });
            foreach (var efectivo in late)
            {
                state.Ladders.NextTold(efectivo);
            }
            // The operators see them on the board in any case.
            Changed();
        }
    }

    /// <summary>
    /// The next in line after a superior: the operation's commander, then the issuer where that is an efectivo. Other issuers sit at the desk.
    /// </summary>
    private async ValueTask<ImmutableArray<string>> After(CommandOffer offer, CancellationToken cancellation)
    {
        var commander = offer.OperationId.Length > 0 ? (await with.Operations.Describe(offer.OperationId, cancellation))?.Plan.Commander ?? "" : "";
        ImmutableArray<string> line = [.. new[] { commander, offer.Issuer }.Where(code => code.Length > 0)];
        if (line.IsEmpty)
        {
            return line;
        }
        var known = await with.Directory.Known(line, cancellation);
        return [.. line.Where(known.Contains)];
    }

    /// <summary>Notifies the operation's commander after the same time again, if no one has answered in the recipients' place.</summary>
    private async Task EscalateToCommander(CancellationToken cancellation)
    {
        if (_secondDone || _state is not { } before || with.Now < DeadlineRules.SecondAt(before.Offer) || before.Offer.Kind == CommandKind.Proposal)
        {
            return;
        }
        var owing = DeadlineRules.StillOwing(before, with.Now);
        if (owing.Length > 0 && before.Offer.OperationId.Length > 0
            && (await with.Operations.Describe(before.Offer.OperationId, cancellation))?.Plan.Commander is { Length: > 0 } commander)
        {
            var superiors = await with.Directory.Superiors(owing, cancellation);
            var known = await with.Directory.Known([commander], cancellation);
            using (await _turns.All())
            {
                if (_state is not { } state)
                {
                    return;
                }
                var silent = DeadlineRules.StillOwing(state, with.Now).Where(efectivo => IsSilent(state, superiors.GetValueOrDefault(efectivo))).ToImmutableArray();
                var between = silent.Where(superiors.ContainsKey).Select(efectivo => superiors[efectivo]).Distinct()
                    .Where(superior => state.Ladders.Find(superior) is { Escalated: false }).ToImmutableArray();
                var rows = Rows(between, LadderStep.Escalated, Actors.System, commander, settles: false);
                ImmutableArray<AddedRecipient> added = silent.Length > 0 && known.Contains(commander) && !state.Ladders.Has(commander)
                    ? [new AddedRecipient(commander, silent[0], with.Now)]
                    : [];
                if (rows.Length + added.Length > 0)
                {
                    await Add(state, new CommandWrite { CommandId = Id, Steps = rows, Added = added });
                }
            }
        }
        _secondDone = true;
    }

    private static bool IsSilent(CommandState state, string? superior) =>
        superior is null || state.Ladders.Find(superior) is not { } ladder || LadderRules.Owes(ladder.Step, state.Offer.Kind);

    /// <summary>Writes an escalation inside a turn, and offers the command to the added recipients.</summary>
    private async Task Add(CommandState state, CommandWrite write)
    {
        if (!await Apply(state, write))
        {
            return;
        }
        foreach (var added in write.Added)
        {
            state.Ladders.Add(added.EfectivoId, LadderState.New(added.EscalatedFor, added.At));
        }
        with.Instruments.Escalated(state.Offer.Class, write.Steps.Length);
        LogEscalated(Id, write.Steps.Length, write.Added.Length);
        _ = Offer(state, [.. write.Added.Select(added => added.EfectivoId)]);
    }

    private async ValueTask<IReadOnlyDictionary<string, string>> Registered(IReadOnlyDictionary<string, string> superiors, CancellationToken cancellation)
    {
        var known = await with.Directory.Known([.. superiors.Values.Distinct(StringComparer.Ordinal)], cancellation);
        return superiors.Where(pair => pair.Key != pair.Value && known.Contains(pair.Value)).ToDictionary(StringComparer.Ordinal);
    }
}
