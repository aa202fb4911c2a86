//! The roles of the database. Row security binds whoever is neither superuser, nor owner of the table, nor
//! BYPASSRLS: that is `visioncrm_app`, as whom the program logs in.

use sqlx::postgres::{PgConnection, PgPool};
use sqlx::{AssertSqlSafe, Executor, Row};

use crate::MigrateError;

pub const DATABASE: &str = "visioncrm";
/// Owns every table and function, migrates. Row security is forced, so it too sees no garage's rows.
pub const OWNER: &str = "visioncrm_owner";
/// What the program logs in as.
pub const APP: &str = "visioncrm_app";
/// The job tables; the app becomes it with `set role`, on the runner's pool only.
pub const WORKER: &str = "visioncrm_worker";
/// Owns the few functions that cross garages.
pub const PLATFORM: &str = "visioncrm_platform";
/// Owns the search functions: under row security a fuzzy comparison uses no index, so they look past it, tenant first.
pub const SEARCH: &str = "visioncrm_search";

/// Owns the functions that take away what never changes otherwise: a person who is erased, a garage that left. It may
/// select and delete in every garage's table, and row security keeps it to the garage of the transaction.
pub const ERASER: &str = "visioncrm_eraser";

/// apalis: hstore, pgcrypto. Search: pg_trgm, unaccent, btree_gin. All are "trusted": the database's owner may add them.
const EXTENSIONS: [&str; 5] = ["hstore", "pgcrypto", "pg_trgm", "unaccent", "btree_gin"];

/// Twice is as good as once, and two programs at once are as good as one (roles belong to the whole server, so the
/// lock of one database does not help).
const ROLES_SQL: &str = "\
do $$ begin create role visioncrm_owner login; exception when duplicate_object or unique_violation then null; end $$;
do $$ begin create role visioncrm_app login noinherit; exception when duplicate_object or unique_violation then null; end $$;
do $$ begin create role visioncrm_worker nologin; exception when duplicate_object or unique_violation then null; end $$;
do $$ begin create role visioncrm_platform nologin; exception when duplicate_object or unique_violation then null; end $$;
do $$ begin create role visioncrm_search nologin; exception when duplicate_object or unique_violation then null; end $$;
do $$ begin create role visioncrm_eraser nologin; exception when duplicate_object or unique_violation then null; end $$;
-- The program's other hat.
grant visioncrm_worker to visioncrm_app;
-- The owner hands functions over to these.
grant visioncrm_worker, visioncrm_platform, visioncrm_search, visioncrm_eraser to visioncrm_owner;
";

/// What an administrator pastes into `psql` on a server where ours may not create roles; `visioncrm doctor` shows it.
pub fn print_roles_sql() -> String {
    let extensions = EXTENSIONS.map(|e| format!("create extension if not exists {e};\n")).concat();
    format!(
        "-- Run once as an administrator of the server, with passwords of your own:\n\
         {ROLES_SQL}\
         alter role {OWNER} password 'CHOOSE-ONE';\n\
         alter role {APP} password 'CHOOSE-ANOTHER';\n\
         grant {OWNER} to current_user;\n\
         create database {DATABASE} owner {OWNER} encoding 'UTF8' template template0;\n\
         -- Then, connected to that database (in psql: \\c {DATABASE}):\n\
         {extensions}\
         -- Then start VisionCRM with\n\
         --   DATABASE_URL=postgres://{APP}:CHOOSE-ANOTHER@SERVER/{DATABASE}\n\
         --   DATABASE_ADMIN_URL=postgres://{OWNER}:CHOOSE-ONE@SERVER/{DATABASE}   (for `visioncrm migrate` only)\n"
    )
}

/// What a database lacks to be ours, found in one question.
#[derive(Debug, Default)]
struct Lacks {
    roles: Vec<String>,
    too_strong: Vec<String>,
    extensions: Vec<String>,
    membership: bool,
    owner: bool,
    open_to_all: bool,
}

/// Makes the database named in `admin` when it is missing. `conn` is in another database of the same server.
pub async fn make_database(conn: &mut PgConnection, name: &str) -> Result<(), MigrateError> {
    let lacks = look(conn).await?;
    if !lacks.roles.is_empty() || lacks.membership {
        make_roles(conn, &lacks).await?;
    }
    let name = name.replace('"', "\"\"");
    let sql = format!("create database \"{name}\" owner {OWNER} encoding 'UTF8' template template0");
    match conn.execute(AssertSqlSafe(sql)).await {
        Ok(_) => Ok(()),
        // Another program was quicker: 42P04, or 23505 in the very same instant.
        Err(e) if matches!(code(&e).as_deref(), Some("42P04" | "23505")) => Ok(()),
        Err(e) => Err(refused(e)),
    }
}

/// Roles, ownership, extensions; returns what had to be made.
pub async fn prepare(conn: &mut PgConnection) -> Result<Vec<String>, MigrateError> {
    let lacks = look(conn).await?;
    if !lacks.too_strong.is_empty() {
        return Err(MigrateError::RoleTooStrong(lacks.too_strong.join(", ")));
    }
    let mut made = lacks.roles.clone();
    if !lacks.roles.is_empty() || lacks.membership {
        make_roles(conn, &lacks).await?;
    }
    if lacks.owner {
        let database: String =
            sqlx::query_scalar("select quote_ident(current_database())").fetch_one(&mut *conn).await?;
        let sql = format!("alter database {database} owner to {OWNER}");
        conn.execute(AssertSqlSafe(sql)).await.map_err(refused)?;
        made.push("ownership".into());
    }
    for name in lacks.extensions {
        make_extension(conn, &name).await?;
        made.push(name);
    }
    if lacks.open_to_all {
        close(conn).await?;
    }
    Ok(made)
}

/// `alter function … owner to visioncrm_platform` asks that the new owner may create in the schema: true for the time
/// of the migrations only.
pub async fn let_take_over(pool: &PgPool, allowed: bool) -> sqlx::Result<()> {
    let sql = match allowed {
        true => {
            "grant create on schema public to visioncrm_worker, visioncrm_platform, visioncrm_search, visioncrm_eraser"
        }
        false => {
            "revoke create on schema public from visioncrm_worker, visioncrm_platform, visioncrm_search, visioncrm_eraser"
        }
    };
    pool.execute(sql).await.map(drop)
}

async fn look(conn: &mut PgConnection) -> Result<Lacks, MigrateError> {
    let all = [OWNER, APP, WORKER, PLATFORM, SEARCH, ERASER].map(str::to_owned);
    let row = sqlx::query(
        "select array(select r from unnest($1::text[]) r where not exists (select from pg_roles where rolname = r)) as roles,
                array(select rolname::text from pg_roles
                      where rolname = any ($1) and (rolsuper or rolbypassrls)) as too_strong,
                array(select e from unnest($2::text[]) e where not exists (select from pg_extension where extname = e)) as extensions,
                not (select coalesce(bool_and(case when to_regrole(member) is not null and to_regrole(role) is not null
                                                   then pg_has_role(to_regrole(member)::oid, to_regrole(role)::oid, how) end), false)
                     from (values ($3, $5), ($4, $5), ($4, $6), ($4, $7), ($4, $8), (quote_ident(current_user), $4)) as v (member, role),
                           -- From 16 on, whoever made a role is a member of it and may yet not become it.
                           (values (case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end)) as h (how)) as membership,
                (select pg_get_userbyid(datdba) <> $4 from pg_database where datname = current_database()) as owner,
                has_database_privilege('public', current_database(), 'temporary')
                  or exists (select from unnest($1::text[]) r
                             where r in ($5, $6, $7, $8) and to_regrole(r) is not null
                               and has_schema_privilege(to_regrole(r)::oid, 'public', 'create')) as open_to_all",
    )
    .bind(all.to_vec())
    .bind(EXTENSIONS.map(str::to_owned).to_vec())
    .bind(APP)
    .bind(OWNER)
    .bind(WORKER)
    .bind(PLATFORM)
    .bind(SEARCH)
    .bind(ERASER)
    .fetch_one(conn)
    .await?;
    Ok(Lacks {
        roles: row.try_get("roles")?,
        too_strong: row.try_get("too_strong")?,
        extensions: row.try_get("extensions")?,
        membership: row.try_get("membership")?,
        owner: row.try_get("owner")?,
        open_to_all: row.try_get("open_to_all")?,
    })
}

async fn make_roles(conn: &mut PgConnection, lacks: &Lacks) -> Result<(), MigrateError> {
    let sql = format!("{ROLES_SQL}grant {OWNER} to current_user;");
    conn.execute(AssertSqlSafe(sql)).await.map_err(refused)?;
    tracing::info!(roles = ?lacks.roles, "database roles made");
    Ok(())
}

async fn make_extension(conn: &mut PgConnection, name: &str) -> Result<(), MigrateError> {
    // As the owner, so that it needs no superuser, and so that `pg_dump` of a managed server restores elsewhere.
    let sql = format!("set role {OWNER}; create extension if not exists {name} schema public; reset role");
    let done = conn.execute(AssertSqlSafe(sql)).await;
    if let Err(e) = done {
        conn.execute("reset role").await?;
        let unknown = matches!(code(&e).as_deref(), Some("0A000" | "58P01"));
        let name = name.to_owned();
        return Err(if unknown { MigrateError::NoExtension { name } } else { refused(e) });
    }
    Ok(())
}

/// Nobody but ours: no temporary tables (a way to slip a false table into a search path), no new ones in `public`.
async fn close(conn: &mut PgConnection) -> Result<(), MigrateError> {
    let database: String = sqlx::query_scalar("select quote_ident(current_database())").fetch_one(&mut *conn).await?;
    let sql = format!(
        "set role {OWNER};
         revoke all on database {database} from public;
         grant connect on database {database} to {APP};
         revoke create on schema public from public, {WORKER}, {PLATFORM}, {SEARCH}, {ERASER};
         grant usage on schema public to {APP}, {WORKER}, {PLATFORM}, {SEARCH}, {ERASER};
         reset role"
    );
    conn.execute(AssertSqlSafe(sql)).await.map_err(refused)?;
    Ok(())
}

fn code(e: &sqlx::Error) -> Option<String> {
    Some(e.as_database_error()?.code()?.into_owned())
}

/// 42501 is "insufficient privilege": an administrator has to do it.
fn refused(e: sqlx::Error) -> MigrateError {
    match code(&e).as_deref() {
        Some("42501") => MigrateError::MayNot { why: e.to_string(), sql: print_roles_sql() },
        _ => MigrateError::Database(e),
    }
}
