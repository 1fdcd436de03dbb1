namespace GrupoGad;

/// <summary>
/// A repetition could be answered otherwise than the call it repeats: when its silo is lost nobody but the caller may send it again.
/// Every other method answers a repetition as it answered the call, and is sent again by the gateway.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnceAttribute : Attribute;

/// <summary>A call for help or an order: after the loss of a silo it is sent again before all others.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UrgentAttribute : Attribute;
