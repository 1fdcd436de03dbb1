using System.Collections.Immutable;
using System.Runtime.InteropServices;
using GrupoGad.Cells;
using GrupoGad.Commands;
using GrupoGad.Fences;
using GrupoGad.Storage;
using GrupoGad.Tracks;
using Microsoft.Extensions.Options;

namespace GrupoGad.Efectivos;

/// <inheritdoc cref="IEfectivoGrain"/>
public sealed partial class EfectivoGrain : Grain, IEfectivoGrain
{
    private readonly DurableState<EfectivoState> _stored;
    private readonly EfectivoDependencies _with;
    private readonly EfectivoOptions _options;
    private readonly CellPresence _presence;
    private LivePosition? _live;
    private RefusedIds? _refused;

    public EfectivoGrain(
        [PersistentState("efectivo", StorageNames.Grains)] IPersistentState<EfectivoState> stored,
        EfectivoDependencies with, IOptions<EfectivoOptions> options, IOptions<CellOptions> cells)
    {
        (_with, _options) = (with, options.Value);
        _stored = new DurableState<EfectivoState>(stored, StartAnew);
        _presence = new CellPresence(GrainFactory, cells.Value.LiveLevel, with.Logger, TellAgain);
    }

    private string Id => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (_stored.Value.Profile is not null && await _with.LastPositions.Read(Id, cancellationToken) is { } last)
        {
            _live = new LivePosition { Report = last, Durable = true };
            _presence.Resume(last.Fix);
            await StandAmongFences(last, cancellationToken);
        }
    }

    public ValueTask<EfectivoView?> Describe(CancellationToken cancellation) => ValueTask.FromResult(View());

    public async ValueTask<AvailabilityAnswer> ChangeAvailability(AvailabilityChange change, CancellationToken cancellation)
    {
        var answer = Decide(change);
        if (answer.Outcome == AvailabilityOutcome.Changed)
        {
            var (from, to) = (_stored.Value.Availability, answer.Availability!.Value);
            await Store(Apply(_stored.Value, change with { To = to }), cancellation);
            LogAvailabilityChanged(_with.Logger, Id, from, to, change.Actor);
            TellAvailability();
            await TellFences();
        }
        _with.Instruments.Transition(answer.Outcome);
        return answer with { Version = _stored.Value.Version };
    }

    public async ValueTask<ReportOutcome> Report(PositionReport report, CancellationToken cancellation)
    {
        var outcome = Judge(report, out var found);
        if (outcome is ReportOutcome.Accepted or ReportOutcome.AcceptedAsHistory)
        {
            outcome = await Keep(report, outcome, found);
        }
        NoteOutcome(report, outcome);
        _with.Instruments.Judged(outcome);
        return outcome;
    }

    public async ValueTask<ImmutableArray<ReportOutcome>> ReportInOrder(ImmutableArray<PositionReport> reports, CancellationToken cancellation)
    {
        // Each is judged before its call first waits, so all are judged in order and share the journal's flush.
        var pending = reports.Select(report => Report(report, cancellation).AsTask()).ToArray();
        return ImmutableCollectionsMarshal.AsImmutableArray(await Task.WhenAll(pending));
    }

    /// <param name="found">Findings at the fences, published once the fix is stored; null: none.</param>
    private ReportOutcome Judge(in PositionReport report, out FenceSequencer.Finding? found)
    {
        found = null;
        if (_stored.Value.Profile is null)
        {
            // Not registered, so an invented code must not keep an activation.
            DeactivateOnIdle();
            return ReportOutcome.UnknownEfectivo;
        }
        if (_refused?.Contains(report.ReportId) == true)
        {
            return ReportOutcome.Implausible;
        }
        var now = _with.Now;
        var before = _live?.Report.Fix;
        var outcome = ReportRules.Judge(report, _live, now, _options);
        if (outcome == ReportOutcome.Implausible)
        {
            (_refused ??= new RefusedIds()).Add(report.ReportId);
        }
        _live = ReportRules.Apply(report, _live, outcome, _options);
        if (_live?.Report.Fix != before)
        {
            // Before it is durable: a screen need not wait for the disk.
            _ = TellCell(moveOnly: true);
            _with.Instruments.Arrived(now - report.Fix.DeviceTime, report.Fix.AccuracyM);
            found = AtFences(before, report.Fix);
        }
        else if (outcome == ReportOutcome.AcceptedAsHistory)
        {
            ExpectAtFences(report.Fix);
        }
        return outcome;
    }

    private async ValueTask<ReportOutcome> Keep(PositionReport report, ReportOutcome outcome, FenceSequencer.Finding? found)
    {
        JournalOutcome written;
        try
        {
            written = await _with.Journal.Append(report);
        }
        catch (ArgumentException)
        {
            // A row that can never be stored must not be sent again for ever.
            NotStored(report.Fix, found);
            return ReportOutcome.OutOfRange;
        }
        catch (Exception) when (NotStored(report.Fix, found))
        {
            throw;
        }
        if (written == JournalOutcome.Conflict)
        {
            NotStored(report.Fix, found);
            return ReportOutcome.Duplicate;
        }
        if (_live is { } live && live.Report.Fix.DeviceTime == report.Fix.DeviceTime)
        {
            // Of two fixes of one instant the live one is the one that the journal took.
            _live = live with { Report = report, Durable = true };
            if (live.Report.Fix != report.Fix)
            {
                _ = TellCell(moveOnly: true);
            }
        }
        await (outcome == ReportOutcome.Accepted ? Stored(found) : StoredLate(report.Fix, written));
        return outcome;
    }

    private void TellAvailability()
    {
        _ = TellCell(moveOnly: false);
        _ = GrainFactory.GetGrain<IInboxOwnGrain>(Id).Changed(OwnPart.Availability);
    }

    private AvailabilityAnswer Decide(AvailabilityChange change)
    {
        var state = _stored.Value;
        if (state.Profile is null)
        {
            DeactivateOnIdle();
            return new AvailabilityAnswer { Outcome = AvailabilityOutcome.UnknownEfectivo };
        }
        var becomes = ReservationRules.Becomes(Hold, change.To);
        var same = state.Availability == becomes;
        if (change.Expected.Against(state.Version, same) == Mismatch.Stale)
        {
            return new AvailabilityAnswer { Outcome = AvailabilityOutcome.Stale, Availability = state.Availability, Rule = VersionRules.Stale(state.Version) };
        }
        if ((AvailabilityRules.Refuses(change.Reason) ?? ReservationRules.Refuses(Hold, change.To, _with.Now) ?? AvailabilityRules.Refuses(state.Availability, change.To)) is { } rule)
        {
            return new AvailabilityAnswer { Outcome = AvailabilityOutcome.IllegalTransition, Availability = state.Availability, Rule = rule };
        }
        return new AvailabilityAnswer { Outcome = same ? AvailabilityOutcome.Unchanged : AvailabilityOutcome.Changed, Availability = becomes };
    }

    private EfectivoState Apply(EfectivoState state, AvailabilityChange change) => state with
    {
        Availability = change.To, AvailabilityActor = change.Actor, AvailabilityReason = change.Reason, AvailabilitySince = _with.Now,
    };

    private Task Store(EfectivoState next, CancellationToken cancellation) => _stored.Store(next with { Version = _stored.Value.Version + 1 }, cancellation);

    /// <summary>Written or not: the next activation reads it.</summary>
    private void StartAnew(Exception exception)
    {
        DeactivateOnIdle();
        LogNotStored(_with.Logger, Id, exception);
    }

    private EfectivoView? View()
    {
        if (_stored.Value.Profile is { } profile)
        {
            var (now, held) = (_with.Now, _stored.Value.Held);
            return EfectivoViews.View(Id, profile, _stored.Value.Availability, _live?.Report, now, _options) with
            {
                Reservation = ReservationRules.Current(held, now), Reservations = held, Version = _stored.Value.Version, DeviceRefusal = _deviceRefusal,
            };
        }
        DeactivateOnIdle();
        return null;
    }
}
