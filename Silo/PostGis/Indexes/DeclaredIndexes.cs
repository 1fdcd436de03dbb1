namespace GrupoGad.Silo.PostGis.Indexes;

/// <summary>
/// Every index of our tables except primary keys. Migrations create them, this list gives their purpose, <see cref="IndexWatch"/> verifies them.
/// </summary>
internal static class DeclaredIndexes
{
    public static IReadOnlyList<IndexDeclaration> All { get; } =
    [
        new("position_reports", "position_reports_device_time", "brin (device_time)", "who passed near a point in a time window"),
        new("position_reports", "position_reports_received_time", "brin (received_time)", "what came in lately, after a crash"),
        new("last_positions", "last_positions_position", "gist (\"position\")", "nearest, within a radius, within an area"),
        new("last_positions", "last_positions_available", "gist (\"position\", skill_codes gist__intbig_ops (siglen='32')) WHERE (availability = 1)",
            "nearest who are available, with a skill or without"),

        new("efectivos", "efectivos_id_trgm", "gin (id gin_trgm_ops)", "search by a part of the code"),
        new("efectivos", "efectivos_display_name_trgm", "gin (display_name gin_trgm_ops)", "search by a part of the name"),
        new("efectivos", "efectivos_unit", "btree (unit)", "recipients: a unit"),
        new("efectivos", "efectivos_rank", "btree (rank)", "recipients: a rank"),
        new("efectivos", "efectivos_jurisdiction", "btree (jurisdiction)", "recipients: a jurisdiction"),
        new("efectivos", "efectivos_specialties", "gin (specialties)", "recipients: a role"),

        new("operations", "operations_id_trgm", "gin (id gin_trgm_ops)", "search by a part of the code"),
        new("operations", "operations_title_trgm", "gin (title gin_trgm_ops)", "search by a part of the title"),
        new("operations", "operations_point", "gist (point)", "operations near a point"),
        new("operations", "operations_area", "gist (area)", "operations whose area holds a point"),
        new("operations", "operations_commander", "btree (commander, planned_start) WHERE (commander <> ''::text)", "what a commander runs, and when"),
        new("operation_people", "operation_people_efectivo", "btree (efectivo_id, operation_id)", "operations of an efectivo"),
        new("operation_timeline", "operation_timeline_efectivo", "btree (efectivo_id, at) WHERE (efectivo_id <> ''::text)", "what happened to an efectivo"),
        new("operation_timeline", "operation_timeline_at", "brin (at) WITH (autosummarize='on')", "what happened in a time window"),

        new("commands", "commands_issued", "btree (issued_at, command_id)", "commands in the order of their issue"),
        new("commands", "commands_operation", "btree (operation_id, issued_at) WHERE (operation_id <> ''::text)", "commands of an operation"),
        new("commands", "commands_open", "btree (command_id) WHERE (closed_at IS NULL)", "commands to wake after a start"),
        new("command_deliveries", "command_deliveries_open", "btree (efectivo_id) WHERE open", "what an inbox owes"),
        new("command_deliveries", "command_deliveries_unable", "btree (command_id) WHERE (step = 14)", "orders that stand at the desk"),
        new("command_deliveries", "command_deliveries_efectivo", "btree (efectivo_id, added_at)", "all that was sent to an efectivo"),
        new("command_steps", "command_steps_answer", "btree (command_id, efectivo_id) WHERE (step = ANY (ARRAY[6, 7, 11]))", "one answer a recipient", Unique: true),

        new("alarms", "alarms_raised_at", "btree (raised_at)", "alarms of a time"),
        new("alarms", "alarms_told", "btree (cancelled_at) WHERE (cancelled_at IS NOT NULL)", "alarms that ended lately"),
        new("alarms", "alarms_open", "btree (efectivo_id) WHERE (cancelled_at IS NULL)", "alarms to wake after a start"),
        new("reminders", "reminders_ring", "btree (service_id, grain_hash)", "reminders of a silo's part of the ring"),

        new("fences", "fences_cover", "gist (cover)", "fences that touch a box"),
        new("fences", "fences_id_trgm", "gin (id gin_trgm_ops)", "search by a part of the code"),
        new("fences", "fences_name_trgm", "gin (name gin_trgm_ops)", "search by a part of the name"),
        new("fences", "fences_owner", "btree (owner_kind, owner_id) WHERE (owner_kind <> 1)", "fences of an operation or an efectivo"),
        new("fences", "fences_revision", "btree (revision)", "what a silo's map has not seen yet", Unique: true),
        new("fence_removals", "fence_removals_revision", "btree (revision)", "what a silo's map has to forget"),
        new("fence_parts", "fence_parts_fence", "btree (fence_id)", "pieces of a fence that changes"),
        new("fence_parts", "fence_parts_part", "gist (part)", "fences round a point"),
        new("fence_history", "fence_history_valid", "btree (valid_from, valid_to)", "fences of a past instant"),
        new("fence_events", "fence_events_number", "btree (number)", "feeds that go on where they ended"),
        new("fence_events", "fence_events_efectivo", "btree (efectivo_id, at)", "what an efectivo did; where its judgement goes on"),
        new("fence_events", "fence_events_operation", "btree (operation_id, number) WHERE (operation_id <> ''::text)", "events of an operation's fences"),
        new("fence_events", "fence_events_owed", "btree (fence_id) WHERE owed", "events from which something follows"),
        new("fence_presence", "fence_presence_fence", "btree (fence_id, efectivo_id)", "who is inside a fence"),

        new("profile_history", "profile_history_at", "btree (at)", "profiles that changed in a time window"),
        new("availability_history", "availability_history_at", "btree (at)", "availability that changed in a time window"),
        new("operation_history", "operation_history_from", "btree (lower(during))", "operations that changed in a time window"),
        new("operation_history", "operation_history_open", "gist (during) WHERE (status <= 3)", "operations under way at a past instant"),

        new("recommendations", "recommendations_at", "brin (at)", "recommendations of a time"),
        new("recommendations", "recommendations_operation", "btree (operation_id, at DESC, id DESC) WHERE (operation_id <> ''::text)", "recommendations of an operation, newest first"),
        new("assignment_recommendations", "assignment_recommendations_recommendation", "btree (recommendation_id)", "what followed a recommendation"),
        new("road_nodes", "road_nodes_position", "gist (\"position\")", "the node nearest to a place"),
        new("road_edges", "road_edges_geom", "gist (geom)", "streets of an area"),
        new("duty_shifts", "duty_shifts_during", "gist (during)", "who is on shift at an instant"),
        new("duty_shifts", "duty_shifts_one_at_a_time", "gist (efectivo_id, during)", "no two shifts of one at a time"),
        new("duty_leaves", "duty_leaves_during", "gist (during)", "who is on leave at an instant"),
        new("duty_leaves", "duty_leaves_one_at_a_time", "gist (efectivo_id, during)", "no two leaves of one at a time"),
        new("duty_changes", "duty_changes_at", "btree (at, efectivo_id COLLATE \"C\", sequence)", "what was done to shifts and leaves, newest first, page by page"),

        new("coverage_by_cell_hour", "coverage_by_cell_hour_key", "btree (hour, x, y)", "hours that are counted anew; coverage of some hours", Unique: true),
        new("operation_durations", "operation_durations_key", "btree (type, priority)", "refresh beside readers", Unique: true),
        new("hot_zones", "hot_zones_key", "btree (x, y)", "refresh beside readers", Unique: true),
        new("coverage_by_jurisdiction", "coverage_by_jurisdiction_key", "btree (jurisdiction, hour, x, y)", "coverage of a jurisdiction", Unique: true),
        new("coverage_by_jurisdiction", "coverage_by_jurisdiction_hour", "btree (hour)", "hours that are counted anew"),
        new("plan_snapshots", "plan_snapshots_query", "btree (query, id DESC)", "the last plan of a query"),

        new("upkeep_runs", "upkeep_runs_task", "btree (task, started_at)", "whether a task of upkeep is due"),
    ];
}
