using GrupoGad.Commands;

namespace GrupoGad.Benchmarks.Ledger;

/// <summary>Where the steps of ladders become durable. The steps of one command come one after the other.</summary>
public interface IStepStore
{
    /// <summary>Ends when it is durable.</summary>
    /// <returns>It was taken as new.</returns>
    Task<bool> Take(string commandId, string efectivoId, LadderStep step);
}
