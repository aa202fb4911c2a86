//! Roles a garage makes for itself: a name, and the permissions it is made of.

use crate::{
    db::{OnConstraint, TenantTx},
    error::{Error, Fields, Result, Why},
    ids::{RoleId, UserId},
    policy::{Permission, Rights},
    sessions,
    text::required,
};

#[derive(Clone, Debug)]
pub struct CustomRole {
    pub id: RoleId,
    pub name: String,
    pub rights: Rights,
    /// Colleagues who have it.
    pub held_by: i64,
    /// For edits by two people.
    pub version: i32,
}

/// As typed: a name, and the words of the ticked permissions.
#[derive(Clone, Debug, Default)]
pub struct RoleForm {
    pub name: String,
    pub permissions: Vec<String>,
}

pub struct NewRole {
    pub name: String,
    pub rights: Rights,
}

impl RoleForm {
    pub fn of(role: &CustomRole) -> RoleForm {
        RoleForm { name: role.name.clone(), permissions: role.rights.words() }
    }

    /// With what each permission needs besides. Nobody makes a role that may more than himself, nor one with what is the
    /// owner's alone.
    pub fn parse(&self, mine: Rights, fields: &mut Fields) -> Option<NewRole> {
        let name = fields.keep("name", required(&self.name, 40));
        let rights = Rights::stored(&self.permissions).for_colleague();
        let allowed = rights.is_within(mine.only(Permission::is_for_colleagues));
        let rights = match (rights.is_empty(), allowed) {
            (true, _) => Err(Why::NothingAllowed),
            (_, false) => Err(Why::MoreThanOneself),
            (false, true) => Ok(rights),
        };
        let rights = fields.keep("permissions", rights);
        Some(NewRole { name: name?, rights: rights? })
    }
}

pub async fn list(tx: &mut TenantTx) -> Result<Vec<CustomRole>> {
    let rows = sqlx::query!(
        "select r.id as \"id: RoleId\", r.name, r.permissions, r.version,
                (select count(*) from users u
                 where u.tenant_id = r.tenant_id and u.role_id = r.id and u.deleted_at is null) as \"held_by!\"
         from roles r order by r.name_key, r.id"
    )
    .fetch_all(tx.conn())
    .await?;
    let role = |id, name, permissions: &[String], held_by, version| CustomRole {
        id,
        name,
        rights: Rights::stored(permissions),
        held_by,
        version,
    };
    Ok(rows.into_iter().map(|r| role(r.id, r.name, &r.permissions, r.held_by, r.version)).collect())
}

pub async fn get(tx: &mut TenantTx, id: RoleId) -> Result<CustomRole> {
    list(tx).await?.into_iter().find(|role| role.id == id).ok_or(Error::NotFound)
}

pub async fn create(tx: &mut TenantTx, new: &NewRole) -> Result<RoleId> {
    let id = RoleId::new();
    sqlx::query!(
        "insert into roles (id, name, name_key, permissions) values ($1, $2, $3, $4)",
        id.0,
        new.name,
        new.name.to_lowercase(),
        &new.rights.words()
    )
    .execute(tx.conn())
    .await
    .on_constraint("roles_tenant_id_name_key", || Error::invalid("name", Why::Taken))?;
    Ok(id)
}

/// Its colleagues may do it from their next page on; where it gained something, they sign in anew.
pub async fn update(tx: &mut TenantTx, id: RoleId, new: &NewRole, version: i32) -> Result<()> {
    let before = get(tx, id).await?;
    let done = sqlx::query!(
        "update roles set name = $2, name_key = $3, permissions = $4 where id = $1 and version = $5",
        id.0,
        new.name,
        new.name.to_lowercase(),
        &new.rights.words(),
        version
    )
    .execute(tx.conn())
    .await
    .on_constraint("roles_tenant_id_name_key", || Error::invalid("name", Why::Taken))?;
    if done.rows_affected() == 0 {
        return Err(Error::Refused(Why::Stale));
    }
    if before.rights == new.rights {
        return Ok(());
    }
    for user in holders(tx, id).await? {
        sessions::role_changed(tx, user, before.rights, new.rights).await?;
    }
    Ok(())
}

async fn holders(tx: &mut TenantTx, id: RoleId) -> Result<Vec<UserId>> {
    let rows =
        sqlx::query_scalar!("select id as \"id: UserId\" from users where role_id = $1 and deleted_at is null", id.0)
            .fetch_all(tx.conn())
            .await?;
    Ok(rows)
}

/// Only while no colleague has it. Those who left and had it would come back as readers.
pub async fn delete(tx: &mut TenantTx, id: RoleId) -> Result<()> {
    get(tx, id).await?;
    if !holders(tx, id).await?.is_empty() {
        return Err(Error::Refused(Why::RoleHeld));
    }
    sqlx::query!("update users set role = 'user', role_id = null where role_id = $1", id.0).execute(tx.conn()).await?;
    sqlx::query!("delete from roles where id = $1", id.0)
        .execute(tx.conn())
        .await
        // Given to somebody in the same moment.
        .on_constraint("users_tenant_id_role_id_fkey", || Error::Refused(Why::RoleHeld))?;
    Ok(())
}
