namespace GrupoGad.Cells;

/// <summary>A gateway as its cells see it: one per process. Answers when the batch is taken in, so a cell keeps at most one in flight.</summary>
[Alias(Aliases.CellWatcher)]
public interface ICellWatcher : IGrainObserver
{
    [Alias(nameof(OnBatch))]
    Task OnBatch(CellBatch batch);

    [Alias(nameof(OnCounts))]
    Task OnCounts(CellCounts counts);
}
