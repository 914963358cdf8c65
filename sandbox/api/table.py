"""Every Web API method there is, by name."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from sandbox.api import basics, chat, conversations, files, marks, views
from sandbox.api.call import Call
from sandbox.world.model import Json

Method = Callable[[Call], Json]

METHODS: Mapping[str, Method] = MappingProxyType(
    {
        "api.test": basics.api_test,
        "auth.test": basics.auth_test,
        "auth.teams.list": basics.auth_teams,
        "auth.revoke": basics.auth_revoke,
        "bots.info": basics.bots_info,
        "team.info": basics.team_info,
        "users.info": basics.users_info,
        "users.list": basics.users_list,
        "users.lookupByEmail": basics.users_lookup_by_email,
        "users.conversations": basics.users_conversations,
        "chat.postMessage": chat.post_message,
        "chat.postEphemeral": chat.post_ephemeral,
        "chat.update": chat.update,
        "chat.delete": chat.delete,
        "chat.getPermalink": chat.permalink,
        "views.open": views.open_view,
        "views.push": views.push_view,
        "views.update": views.update_view,
        "views.publish": views.publish_view,
        "conversations.list": conversations.list_rooms,
        "conversations.info": conversations.info,
        "conversations.members": conversations.members,
        "conversations.open": conversations.open_room,
        "conversations.create": conversations.create,
        "conversations.join": conversations.join,
        "conversations.leave": conversations.leave,
        "conversations.invite": conversations.invite,
        "conversations.kick": conversations.kick,
        "conversations.rename": conversations.rename,
        "conversations.archive": conversations.archive,
        "conversations.setTopic": conversations.set_topic,
        "conversations.history": conversations.history,
        "conversations.replies": conversations.replies,
        "conversations.mark": conversations.mark,
        "pins.add": marks.add_pin,
        "pins.remove": marks.remove_pin,
        "pins.list": marks.list_pins,
        "reactions.add": marks.add_reaction,
        "reactions.remove": marks.remove_reaction,
        "reactions.get": marks.get_reactions,
        "files.getUploadURLExternal": files.get_upload_url,
        "files.completeUploadExternal": files.complete_upload,
        "files.info": files.info,
        "files.delete": files.delete,
    }
)
