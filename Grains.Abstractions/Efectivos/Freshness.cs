namespace GrupoGad.Efectivos;

/// <summary>How far a position can be trusted, from the age of the device's last fix. Stale and lost are greyed, never hidden.</summary>
public enum Freshness
{
    Live = 1,
    Stale = 2,
    Lost = 3,
}
