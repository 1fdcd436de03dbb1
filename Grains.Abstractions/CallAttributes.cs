namespace GrupoGad;

/// <summary>
/// Marks a method whose repetition could be answered otherwise than the call that it repeats. When its silo is lost only the caller may send it again.
/// Every other method answers a repetition as it answered the call, and the gateway sends it again.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnceAttribute : Attribute;

/// <summary>A call for help or an order: after the loss of a silo it is sent again before all others.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UrgentAttribute : Attribute;
