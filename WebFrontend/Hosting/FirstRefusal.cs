namespace GrupoGad.WebFrontend.Hosting;

/// <summary>The first refusal of a request that is read part by part: later faults may be consequences of it.</summary>
internal abstract class FirstRefusal
{
    public Refusal? Refusal { get; private set; }

    public void Refuse(string field, string? value, string rule) => Refusal ??= new Refusal(field, value, rule);

    public void Refuse(Refusal refusal) => Refusal ??= refusal;
}
