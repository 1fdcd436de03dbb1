using GrupoGad.Efectivos;

namespace GrupoGad.Fences;

/// <remarks>A circle round an efectivo: here the fence moves, so it looks for people, not they for it.</remarks>
public sealed partial class FenceGrain
{
    private static readonly TimeSpan _step = TimeSpan.FromSeconds(1);

    /// <summary>Visits by efectivo; null: not read yet.</summary>
    private Dictionary<string, StoredVisit>? _company;

    private async Task Move()
    {
        if (State is not { IsMoving: true, Plan: { } plan })
        {
            _company = null;
            return;
        }
        if (await GrainFactory.GetGrain<IEfectivoGrain>(plan.Owner.Code).Describe() is not { Fix: { } centre } || centre.IsCoarse())
        {
            return;
        }
        _company ??= (await _with.Records.Visitors(Id, default)).ToDictionary(visitor => visitor.EfectivoId, visitor => visitor.Visit);
        var steps = new MovingSteps(Id, plan, centre, _company, _with);
        var seen = new HashSet<string>(StringComparer.Ordinal) { plan.Owner.Code };
        await foreach (var member in Within(steps.Box))
        {
            if (seen.Add(member.EfectivoId))
            {
                steps.Meet(new FenceSubject(member.EfectivoId, new EfectivoProfile { Unit = member.Unit, Skills = member.Skills }, member.Availability), member.Fix);
            }
        }
        foreach (var (id, _) in _company.Where(known => !seen.Contains(known.Key)).ToArray())
        {
            // Far away, or between two cells.
            if (await GrainFactory.GetGrain<IEfectivoGrain>(id).Describe() is { Fix: { } fix } view)
            {
                steps.Meet(new FenceSubject(id, view.Profile, view.Availability), fix);
            }
        }
        if (steps.Found() is { } found)
        {
            await _with.Journal.Append(found);
            steps.Commit();
        }
    }
}
