using System.Diagnostics.CodeAnalysis;
using GrupoGad.Efectivos;

namespace GrupoGad.Silo.Tests;

/// <summary>An efectivo's state as one activation holds it.</summary>
public sealed class StoredEfectivo : IGrainState<EfectivoState>
{
    [AllowNull] public EfectivoState State { get => field ??= new(); set; }

    public string? ETag { get; set; }

    public bool RecordExists { get; set; }
}
