package dev.rolegate.crm;

import dev.rolegate.database.Database;
import dev.rolegate.mcp.Tool;
import java.time.Clock;
import java.util.List;

/** What the CRM server offers. */
final class CrmTools {
  private final Customers customers;
  private final StatusChanges statusChanges;
  private final Interactions interactions;
  private final Opportunities opportunities;
  private final Summary summary;

  CrmTools(Database database, Clock clock) {
    this.customers = new Customers(database, clock);
    this.statusChanges = new StatusChanges(clock);
    this.interactions = new Interactions(database, clock);
    this.opportunities = new Opportunities(database, clock);
    this.summary = new Summary(database, clock);
  }

  List<Tool<?, ?>> all() {
    return List.of(
        Tool.reading(
            "get_customer_profiles",
            "Find customers",
            "Finds customers and returns their full profiles, with the total number of matches. All"
                + " filters are optional and must all hold; without any it lists everybody. Use it"
                + " first whenever a customer_id is needed and only a name or a company is known"
                + " (search). To see who was not spoken to for long, give quiet_since.",
            GetCustomerProfiles.class,
            CustomerPage.class,
            customers::find),
        Tool.adding(
            "add_customer_profile",
            "Add a customer",
            "Adds a new customer and returns the profile with its new customer_id. The e-mail"
                + " address must not belong to another customer.",
            AddCustomerProfile.class,
            Customer.class,
            customers::add),
        Tool.changing(
            "update_customer_status",
            "Change a customer's status",
            "Moves a customer to another state: a lead becomes a prospect, a prospect becomes"
                + " active, an active customer churns, any of these becomes inactive (a reason is"
                + " needed for inactive and churned), and who is inactive or churned comes back as"
                + " a prospect. Refused when open opportunities would be left behind, unless"
                + " lose_open_opportunities is true; that closes them as lost, for good.",
            UpdateCustomerStatus.class,
            StatusChange.class,
            statusChanges::before,
            statusChanges::update),
        Tool.adding(
            "record_interaction",
            "Record an interaction",
            "Records that somebody was in touch with a customer: how, when (now unless given, never"
                + " in the future), what was said and what happens next. Give opportunity_id when"
                + " it was about one of the customer's opportunities.",
            RecordInteraction.class,
            Interaction.class,
            interactions::add),
        Tool.reading(
            "get_interaction_history",
            "Find interactions",
            "Finds interactions with customers, with the total number of matches; the newest comes"
                + " first. All filters are optional and must all hold. For one customer's history"
                + " give customer_id.",
            GetInteractionHistory.class,
            InteractionPage.class,
            interactions::find),
        Tool.adding(
            "create_sales_opportunity",
            "Create an opportunity",
            "Creates an open opportunity of a lead, prospect or active customer: what they may buy,"
                + " its value in US dollars, and the day on which they will probably have decided."
                + " Refused when the customer has an open one with the same title.",
            CreateSalesOpportunity.class,
            Opportunity.class,
            opportunities::create),
        Tool.reading(
            "get_sales_opportunities",
            "Find opportunities",
            "Finds opportunities, with the total number of matches, their value, and their value"
                + " weighted by probability; the earliest close date comes first. All filters are"
                + " optional and must all hold. For the pipeline say open: true; for what should"
                + " have been decided by now, overdue: true.",
            GetSalesOpportunities.class,
            OpportunityPage.class,
            opportunities::find),
        Tool.reading(
            "get_crm_summary",
            "CRM summary",
            "Counts over customers and sales: customers by state, the pipeline by stage with value"
                + " and weighted value, what closes soon, what is overdue, what was won and lost,"
                + " and the newest interactions.",
            GetCrmSummary.class,
            CrmSummary.class,
            summary::of));
  }
}
