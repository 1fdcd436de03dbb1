using CsCheck;
using GrupoGad.Efectivos;
using static GrupoGad.Cells.Members;

namespace GrupoGad.Cells;

/// <summary>A screen that applies a cell's batches sees what the cell holds.</summary>
public sealed class ReplicaTests
{
    [Fact]
    public void Applying_batches_in_order_gives_the_cells_content()
    {
        var step = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 6], (kind, id) => (Kind: kind, Id: $"E-{id}"));
        step.Array[1, 80].Sample(steps =>
        {
            var (roster, changes, mirror) = (new CellRoster(), new CellChanges(), new Dictionary<int, (string Id, Fix Fix)>());
            long version = 0;
            foreach (var (kind, id) in steps)
            {
                version++;
                switch (kind)
                {
                    case 0 when roster.Enter(At(id, Reports.North(version), version)) is { } slot:
                        changes.Entered(slot);
                        break;
                    case 1 when roster.Move(new CellMove { EfectivoId = id, Version = version, Fix = At(id, Reports.North(version)).Fix }, out var slot) == MoveResult.Moved:
                        changes.Moved(slot);
                        break;
                    case 2 when roster.Leave(id, version, Reports.Now) is { } slot:
                        changes.Left(slot);
                        break;
                    default:
                        Apply(changes.Take("0", version, roster), mirror);
                        break;
                }
            }
            Apply(changes.Take("0", version + 1, roster), mirror);
            Assert.Equal(Content(roster), mirror.OrderBy(entry => entry.Key).Select(entry => (entry.Key, entry.Value.Id, entry.Value.Fix)));
        });
    }

    private static void Apply(CellBatch batch, Dictionary<int, (string Id, Fix Fix)> mirror)
    {
        foreach (var slot in batch.Left)
        {
            mirror.Remove(slot);
        }
        foreach (var (slot, member) in batch.Entered)
        {
            mirror[slot] = (member.EfectivoId, member.Fix);
        }
        foreach (var (slot, fix) in batch.Moved)
        {
            mirror[slot] = (mirror[slot].Id, fix);
        }
    }

    private static IEnumerable<(int, string, Fix)> Content(CellRoster roster)
    {
        for (var slot = 0; slot < roster.SlotEnd; slot++)
        {
            if (roster.TryGet(slot, out var member))
            {
                yield return (slot, member.EfectivoId, member.Fix);
            }
        }
    }
}
