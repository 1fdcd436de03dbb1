using GrupoGad.Geo;

namespace GrupoGad.Efectivos;

/// <remarks>Messages to its cells, and their questions.</remarks>
public sealed partial class EfectivoGrain
{
    private long _version;
    private bool _over;

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _over = true;
        if (_presence.IsWaiting)
        {
            _with.RejoinRequests.Start([Id]);
        }
        return Task.CompletedTask;
    }

    public async ValueTask Rejoin(CancellationToken cancellation)
    {
        if (!await TellCell(moveOnly: false))
        {
            throw new GadUnavailableException("cell");
        }
    }

    public ValueTask<long?> AbsentFrom(string cell, CancellationToken cancellation) => ValueTask.FromResult<long?>(
        View() is { Fix: not null } && _presence.Claims(CellId.Parse(cell)) ? null : NextVersion());

    /// <returns>As <see cref="CellPresence.Tell"/>; true when there is nothing to send.</returns>
    private Task<bool> TellCell(bool moveOnly) => _live is { } live && _stored.Value.Profile is { } profile
        ? _presence.Tell(EfectivoViews.Member(Id, profile, _stored.Value.Availability, live.Report.Fix, NextVersion()), moveOnly)
        : Task.FromResult(true);

    private void TellAgain(TimeSpan pause)
    {
        if (_over)
        {
            // Another activation may be alive elsewhere: that one is to speak, not this one.
            _with.RejoinRequests.Start([Id]);
            return;
        }
        IGrainTimer? timer = null;
        timer = this.RegisterGrainTimer(
            () =>
            {
                timer!.Dispose();
                if (_presence.PauseIsOver())
                {
                    _ = TellCell(moveOnly: false);
                }
                return Task.CompletedTask;
            },
            new GrainTimerCreationOptions(pause, Timeout.InfiniteTimeSpan) { Interleave = true });
    }

    private long NextVersion() => _version = Math.Max(_version + 1, new DateTimeOffset(_with.Now).ToUnixTimeMilliseconds());
}
