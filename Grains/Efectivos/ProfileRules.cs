namespace GrupoGad.Efectivos;

/// <summary>When a profile takes the place of another. Pure.</summary>
internal static class ProfileRules
{
    /// <summary>Value by value: lists of a record are compared by what they hold.</summary>
    public static bool Same(EfectivoProfile one, EfectivoProfile other) =>
        one with { Specialties = other.Specialties, Skills = other.Skills, Devices = other.Devices } == other
        && one.Specialties.SequenceEqual(other.Specialties) && one.Skills.SequenceEqual(other.Skills) && one.Devices.SequenceEqual(other.Devices);

    public static EfectivoOutcome? Refuses(Mismatch mismatch) => mismatch switch
    {
        Mismatch.Stale => EfectivoOutcome.Stale,
        Mismatch.Unstated => EfectivoOutcome.Unversioned,
        _ => null,
    };
}
