namespace GrupoGad.Efectivos;

/// <summary>
/// A fix whose place is only roughly known, as indoors. It is kept and shown with its circle, so that a unit does not seem to stand where it was long ago. It
/// decides nothing: dispatch sends no efectivo by it, and it crosses no fence.
/// </summary>
public static class Coarse
{
    /// <summary>The mission allows a location error below 100 m.</summary>
    public const float BeyondM = 100;

    public static bool IsCoarse(this in Fix fix) => fix.AccuracyM > BeyondM;
}
