using CsCheck;
using GrupoGad.Duty;
using GrupoGad.Efectivos;

namespace GrupoGad.Dispatch;

/// <summary>Towns at random: some 20 km wide, so that several cells are left with few.</summary>
internal static class Towns
{
    private static readonly Gen<Town.Person> _person =
        from east in Gen.Double[-12_000, 12_000]
        from north in Gen.Double[-12_000, 12_000]
        from skills in Any<string[]>([], ["paramedic"], ["motorista"], ["paramedic", "a-pie"], ["driver", "paramedic"])
        from availability in Gen.Frequency((6, Gen.Const(Availability.Available)), (1, Gen.Const(Availability.OnTask)), (1, Gen.Const(Availability.OffDuty)))
        from accuracy in Gen.Frequency((1, Gen.Const((float?)null)), (6, Gen.Float[1, 120].Select(m => (float?)m)))
        from age in Gen.Double[0, 330]
        from place in Any("Norte", "Norte", "", "Sur")
        from held in Gen.Frequency((7, Gen.Const("")), (1, Gen.Const("OP-9")))
        from bar in Gen.Frequency((9, Gen.Const(DutyBar.None)), (1, Any(DutyBar.OffShift, DutyBar.OnLeave, DutyBar.Resting)))
        from hours in Gen.Double[0, 16]
        from work in Gen.Int[0, 6]
        select new Town.Person("", east, north, skills, availability, accuracy, age, place, held, bar, hours, work);

    public static Gen<Town> Of(int most) => _person.Array[0, most].Select(people =>
    {
        var town = new Town();
        town.People.AddRange(people.Select((person, i) => person with { Id = $"E-{i:000}" }));
        return town;
    });

    /// <summary>One of these, each as likely.</summary>
    public static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
