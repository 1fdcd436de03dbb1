-- Orders that a recipient cannot carry out are put back on the board after a start and after a silo's death.
CREATE INDEX command_deliveries_unable ON command_deliveries (command_id) WHERE step = 14;
