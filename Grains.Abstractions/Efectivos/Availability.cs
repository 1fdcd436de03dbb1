namespace GrupoGad.Efectivos;

/// <summary>Whether an efectivo can be given work. Numbers are stored and sent: append only.</summary>
public enum Availability
{
    /// <summary>Disponible.</summary>
    Available = 1,

    /// <summary>En tarea.</summary>
    OnTask = 2,

    /// <summary>Fuera de servicio.</summary>
    OffDuty = 3,

    /// <summary>No disponible.</summary>
    Unavailable = 4,
}
