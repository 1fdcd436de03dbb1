namespace GrupoGad.Efectivos;

/// <remarks>The profile, as people write it.</remarks>
public sealed partial class EfectivoGrain
{
    public async ValueTask<bool> Register(EfectivoProfile profile, CancellationToken cancellation) =>
        (await Put(profile, default, cancellation)).Outcome == EfectivoOutcome.Created;

    public async ValueTask<EfectivoAnswer> Put(EfectivoProfile profile, Expected expected, CancellationToken cancellation)
    {
        var created = _stored.Value.Profile is null;
        var same = _stored.Value.Profile is { } known && ProfileRules.Same(known, profile);
        if ((ProfileRules.Refuses(expected.OfThisCall().Against(created ? null : _stored.Value.Version, same)) ?? (same ? EfectivoOutcome.Unchanged : null)) is { } settled)
        {
            return new EfectivoAnswer { Outcome = settled, View = View() };
        }
        await Store(_stored.Value with { Profile = profile }, cancellation);
        LogRegistered(_with.Logger, Id, created);
        _ = TellCell(moveOnly: false);
        await TellFences();
        return new EfectivoAnswer { Outcome = created ? EfectivoOutcome.Created : EfectivoOutcome.Changed, View = View() };
    }
}
