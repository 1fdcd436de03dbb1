namespace GrupoGad.Fences;

/// <summary>How a shape lies to a square of the map.</summary>
internal enum FenceReach
{
    /// <summary>Farther away than the square's margin.</summary>
    Apart,

    /// <summary>Covers nothing of it, but is within its margin. An efectivo that was inside may still count as inside.</summary>
    Beside,

    /// <summary>May cover a part of it.</summary>
    Edge,

    /// <summary>Covers all of it.</summary>
    Whole,
}

/// <param name="Area">Gives the same answers as the whole shape for positions in the square.</param>
internal readonly record struct FenceCut(FenceReach Reach, FenceArea Area);
