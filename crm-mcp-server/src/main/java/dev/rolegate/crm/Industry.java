package dev.rolegate.crm;

/** What a customer's company does. */
enum Industry {
  AGRICULTURE,
  CONSTRUCTION,
  EDUCATION,
  ENERGY,
  FINANCE,
  HEALTHCARE,
  HOSPITALITY,
  LOGISTICS,
  MANUFACTURING,
  PUBLIC_SECTOR,
  RETAIL,
  TECHNOLOGY,
  OTHER
}
